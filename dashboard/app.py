"""Where `streamlit run` begins: it reads this file once to start the server, then runs it for every visit."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.state.warm import READING, warming

if get_script_run_ctx(suppress_warning=True):
    with READING:
        from dashboard.frame import main

    main()
else:
    # Only what listens is read here: the server answers while the rest is made ready.
    from dashboard.access.deployment import parts
    from dashboard.state.first_run import begin

    begin()
    app = st.App(__file__, lifespan=warming, **parts())
