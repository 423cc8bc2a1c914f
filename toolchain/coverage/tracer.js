// Which way every conditional jump went, by contract: what debug_traceTransaction and debug_traceCall run in the node.
// A key is "<i for creation code, r for runtime><address>:<program counter>:<1 jumped, 0 fell through>".
// Beside the keys it tells how many steps it saw, and the creation code of each contract that a call created: where
// the transaction reverts, none stands at its address afterwards. The step after a jump is always one of the same call.
{
  ways: {},
  steps: 0,
  jump: undefined,
  next: 0,
  creating: {},
  codes: {},
  made: {},
  step: function (log) {
    this.steps++;
    if (this.jump !== undefined) {
      this.ways[this.jump + (log.getPC() === this.next ? ":0" : ":1")] = 1;
      this.jump = undefined;
    }
    var op = log.op.toNumber();
    if (op === 0x57) {
      var pc = log.getPC(), depth = log.getDepth(), address = toHex(log.contract.getAddress());
      if (this.creating[depth]) this.made[address] = this.codes[depth];
      this.jump = (this.creating[depth] ? "i" : "r") + address + ":" + pc;
      this.next = pc + 1;
    } else if (op === 0xf0 || op === 0xf5) {
      var from = log.stack.peek(1).valueOf(), to = from + log.stack.peek(2).valueOf();
      this.creating[log.getDepth() + 1] = true;
      this.codes[log.getDepth() + 1] = toHex(log.memory.slice(from, to));
    } else if (op === 0xf1 || op === 0xf2 || op === 0xf4 || op === 0xfa) {
      this.creating[log.getDepth() + 1] = false;
    }
  },
  fault: function () {},
  result: function () { return { ways: Object.keys(this.ways), steps: this.steps, made: this.made }; }
}
