// Loaded before a process's own code: a process that is measured ends with the one that measures it,
// however that ends.
process.on('disconnect', () => process.exit());
// Only listening to the parent must not keep a process alive.
process.channel?.unref();
