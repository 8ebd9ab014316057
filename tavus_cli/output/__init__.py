"""How results and messages reach people and programs."""
