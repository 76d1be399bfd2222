"""Training of the attribution model: an annotated corpus in, a folder with the model out.

`run` is the whole walk, and what it calls: `corpus` reads the annotation, `network` is the model, `fit` trains it,
`export` writes it for onnxruntime, by way of `floats`, so that every processor answers alike, and `score` tells which
settings are best on the development articles. PyTorch is needed here alone, and nothing but `quotetrack train` imports
this room.
"""
