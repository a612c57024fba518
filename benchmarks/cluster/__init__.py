"""One corpus on many machines, shown with real servers on this one: Dask, Spark, object storage. See docs/cluster.md."""
