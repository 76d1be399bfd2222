"""What a trained model proposes: for each cue its content and its source, with how sure it is.

`weights.load_model` loads the model, `decode.propose` reads an article's paragraphs. The model decides on nothing:
`extraction` and `attribution` weigh what it proposes against their rules. If its files are missing there is nothing to
propose, and the rules go on alone; `card.is_installed` says so. Each module is imported only where it works, as only
`card` and `labels` do without onnxruntime and tokenizers.
"""
