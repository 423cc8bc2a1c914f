// Which way every conditional jump went, by contract: what debug_traceTransaction and debug_traceCall run in the node.
// A key is "<i for creation code, r for runtime><address>:<program counter>:<1 jumped, 0 fell through>".
{
  ways: {},
  waiting: {},
  creating: {},
  step: function (log) {
    var depth = log.getDepth(), pc = log.getPC(), op = log.op.toNumber();
    var jump = this.waiting[depth];
    if (jump !== undefined) {
      this.ways[jump.place + (pc === jump.next ? ":0" : ":1")] = 1;
      this.waiting[depth] = undefined;
    }
    if (op === 0x57) {
      var kind = this.creating[depth] ? "i" : "r";
      this.waiting[depth] = { place: kind + toHex(log.contract.getAddress()) + ":" + pc, next: pc + 1 };
    } else if (op === 0xf0 || op === 0xf5) {
      this.creating[depth + 1] = true;
      this.waiting[depth + 1] = undefined;
    } else if (op === 0xf1 || op === 0xf2 || op === 0xf4 || op === 0xfa) {
      this.creating[depth + 1] = false;
      this.waiting[depth + 1] = undefined;
    }
  },
  fault: function () {},
  result: function () { return Object.keys(this.ways); }
}
