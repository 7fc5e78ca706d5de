"""The database: one SQLite file, written through SQLModel and read through the plain driver.

`schema`      which schema versions there are; the item view that every reader queries
`models`      the tables; nobody outside this package imports them
`engine`      opening a store for writing: pragmas, transactions, the border where foreign errors stop
`migrations`  the steps from one schema to the next; loaded only when a database is behind
`items`, `reports`, `deliveries`   changes, as functions that take a session and never commit
`reading`     what the reading commands ask, through the plain driver: `pmtrack list` answers at once
`faults`      SQLite's errors as ours
"""
