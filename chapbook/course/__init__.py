"""What joins the building of articles to the binding of packs.

    readings    each article is built as ever; one that has not changed is answered at once;
                records and finished files of all readings, as binders take them
    published   whether anything has to be bound at all, and what is to be published

The order of all this is the front door's (``pipeline.pack``).
"""
