"""Checkpoints without any model: for tests, and for the processes that they start and kill."""

from agents.checkpoints import save


class Files:
    """Stands for a model or a tokenizer: one file with the given content."""

    def __init__(self, name, content=""):
        self.name, self.content = name, content

    def save_pretrained(self, folder):
        """Writes the file."""
        (folder / self.name).write_text(self.content)


def store(folder, step, *, keep=2, **state):
    """Saves a checkpoint whose model holds the number of the step."""
    model = Files("model.safetensors", str(step))
    return save(folder, step, model=model, tokenizer=Files("tokenizer.json"), state={"step": step, **state}, keep=keep)
