"""A SPARQL 1.1 endpoint over a built graph, with its page and a query editor.

::

    app       what is answered: routes and media types
    guard     what is refused before it is tried
    pool      worker processes: a query that takes too long, or too much memory, ends its process and nothing else
    worker    such a process: opens the store, answers one query at a time
"""
