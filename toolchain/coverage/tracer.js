// Which way every conditional jump went, by contract: what debug_traceTransaction and debug_traceCall run in the node.
// A key is "<i for creation code, r for runtime><address>:<program counter>:<1 jumped, 0 fell through>".
// Beside the keys it tells how many steps it saw. The step after a jump is always one of the same call.
{
  ways: {},
  steps: 0,
  jump: undefined,
  next: 0,
  creating: {},
  step: function (log) {
    this.steps++;
    if (this.jump !== undefined) {
      this.ways[this.jump + (log.getPC() === this.next ? ":0" : ":1")] = 1;
      this.jump = undefined;
    }
    var op = log.op.toNumber();
    if (op === 0x57) {
      var pc = log.getPC();
      this.jump = (this.creating[log.getDepth()] ? "i" : "r") + toHex(log.contract.getAddress()) + ":" + pc;
      this.next = pc + 1;
    } else if (op === 0xf0 || op === 0xf5) {
      this.creating[log.getDepth() + 1] = true;
    } else if (op === 0xf1 || op === 0xf2 || op === 0xf4 || op === 0xfa) {
      this.creating[log.getDepth() + 1] = false;
    }
  },
  fault: function () {},
  result: function () { return { ways: Object.keys(this.ways), steps: this.steps }; }
}
