"""Application advisor for Japanese public calls: cited answers that are valid on the day asked."""

import os

# Before numpy and the embedder load their thread pools: threads that wait must sleep, not spin. On two cores, spinning
# OpenMP threads beside those of BLAS and Chroma made an embedding take three times as long (59 ms against 18 ms).
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
