#!/usr/bin/env node
// Plain JavaScript in old syntax: it must run on any Node, to say which one is needed.
var version = process.versions.node.split('.').map(Number);

if (version[0] < 22 || (version[0] === 22 && version[1] < 18)) {
	process.stderr.write(
		'OrchestrAI needs Node 22.18 or newer, and this is ' +
			process.versions.node +
			': install it from https://nodejs.org, or use `npm start -- ARGS` in a clone, which brings its own.\n',
	);
	process.exit(2);
} else if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-v')) {
	// What scripts ask for often is told before anything else is read. A reader that has enough is no fault.
	process.stdout.on('error', error => {
		if (error.code !== 'EPIPE') process.stderr.write('orchestrai: '.concat(error.message, '\n'));
		process.exit(error.code === 'EPIPE' ? 141 : 1);
	});
	process.stdout.write(
		JSON.parse(
			process.getBuiltinModule('node:fs').readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
		).version.concat('\n'),
	);
} else {
	// Beside the code, so that whoever could write there could change the code itself. Unwritable, it is done without.
	process
		.getBuiltinModule('node:module')
		.enableCompileCache(
			process.getBuiltinModule('node:url').fileURLToPath(new URL('.compiled', import.meta.url)),
		);
	if (process.argv.includes('--debug')) process.setSourceMapsEnabled(true);
	// Where there is much memory, V8 takes much: the space of young objects grows to 128 MB and gives none of it back, and
	// the old ones may triple before it looks what can go. Past the first frame the one stays as it is, mostly 17 MB, and
	// the other grows by half: sooner, a start and a stream would take longer. (At startup there is no way to say so but
	// options of Node's own.)
	setTimeout(() => {
		var v8 = process.getBuiltinModule('node:v8');
		v8.setFlagsFromString('--semi-space-growth-factor=1');
		v8.setFlagsFromString('--heap-growing-percent=50');
	}, 250).unref();
	// Should somebody have Node write a report of a crash, the keys in the environment are not in it.
	if (process.report) process.report.excludeEnv = true;
	// Until a command has said how it went, it has not gone well.
	process.exitCode = 1;
	void import('./cli.js').then(cli => cli.main(process.argv.slice(2)));
}
