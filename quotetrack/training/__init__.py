"""Training of the attribution model: an annotated corpus in, a folder with the model out.

`run` is the whole walk. It calls `corpus`, which reads the annotation, and `further`, which reads that of other
formats; `network`, the model; `weights`, which reads a trained one back; `fit`, which trains it; and `export`, which
writes it for onnxruntime by way of `floats`, so that every processor answers alike. `score` tells which settings are
best on the development articles. PyTorch is needed here alone, and nothing but `quotetrack train`
imports this room.
"""
