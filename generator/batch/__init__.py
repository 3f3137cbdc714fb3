"""Work in many units: by processes or a Dask cluster, put in place unit by unit, gone on with after any end."""
