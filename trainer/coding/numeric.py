"""numpy, scipy and scikit-learn, for training only: the `train` extra, never imported at run time."""

import os
from importlib import import_module
from typing import Any

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # small matrices: threads only wait for each other

np: Any = import_module("numpy")
sparse: Any = import_module("scipy.sparse")
linear: Any = import_module("sklearn.linear_model")

Array = Any
"""A numpy array; shapes are told where they are used."""
Matrix = Any
"""A scipy sparse matrix in rows."""
