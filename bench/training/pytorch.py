"""Trains the GRU of a task with PyTorch's own layer. Argument and output: see task.ts."""
import json
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional

task = json.loads(sys.argv[1])
rows, length, symbols = task["rows"], task["length"], task["symbols"]
torch.set_num_threads(task["threads"])
torch.manual_seed(1)


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(symbols, task["width"], task["layers"])
        self.head = nn.Linear(task["width"], symbols)

    def forward(self, inputs, state):
        outputs, state = self.gru(functional.one_hot(inputs, symbols).float(), state)
        return self.head(outputs), state.detach()


with open(task["data"], "rb") as file:
    data = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).long().view(-1, rows)
model = Model()
adam = torch.optim.Adam(model.parameters(), task["rate"])
state = torch.zeros(task["layers"], rows, task["width"])
batches = []
end = time.perf_counter() + task["seconds"]
for start in range(1, len(data) - length + 1, length):
    if len(batches) >= task["batches"] and time.perf_counter() > end:
        break
    wall, cpu = time.perf_counter(), time.process_time()
    logits, state = model(data[start - 1 : start - 1 + length], state)
    targets = data[start : start + length]
    loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
    adam.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), task["clip"])
    adam.step()
    bits = loss.item() / math.log(2)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    batches.append({"seconds": wall, "cpuSeconds": cpu, "bits": bits})
print(json.dumps({"version": torch.__version__, "batches": batches}))
