// Sets the clock of a node to CLOCK_START, unix seconds: a client takes its chain for stale whose blocks are years old.
const shift = Number(process.env.CLOCK_START) * 1000 - Date.now();
const real = Date.now.bind(Date);
Date.now = () => real() + shift;
