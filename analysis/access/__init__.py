"""Who may read and change a shared dashboard: roles and their deeds, the list of users, the settings of serving."""
