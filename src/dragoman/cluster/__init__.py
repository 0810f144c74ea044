"""Many machines: pages in, a folder of Parquet files out, by workers of Dask on this machine or on others.

Whoever starts the run reads the inputs and writes the files; workers need neither the inputs nor the folder, only
Dragoman itself.
"""

from dragoman.cluster.folder import ClusterError, Part, read_records
from dragoman.cluster.run import code_on_cluster

__all__ = ["ClusterError", "Part", "code_on_cluster", "read_records"]
