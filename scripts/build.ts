/**
 * Bundles source/ and what it imports into dist/: a start that reads six files takes half the time of one that reads
 * six hundred. What is imported lazily stays in files of its own, so `--help` reads no screen.
 */
import {chmodSync, copyFileSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build, type OutputOptions} from 'rolldown';
import {builtinsAtOnce} from './build/builtins-at-once.ts';
import {licences} from './build/licences.ts';
import {quickTexts} from './build/quick-texts.ts';
import {writeParsedPipelines} from './build/write-parsed-pipelines.ts';
import {writeTypes} from './build/write-types.ts';
import {yogaFromFile} from './build/yoga-file.ts';

const pathOf = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const dist = pathOf('dist');

async function bundle(input: Record<string, string>, output: OutputOptions = {}): Promise<void> {
	await build({
		input,
		tsconfig: pathOf('tsconfig.json'),
		platform: 'node',
		plugins: [
			builtinsAtOnce(),
			yogaFromFile(),
			quickTexts({
				width: pathOf('source/ui/text/quick-width.ts'),
				segmenter: pathOf('source/ui/text/quick-segmenter.ts'),
				pattern: pathOf('source/ui/text/pattern-when-needed.ts'),
			}),
		],
		// Ink imports react-devtools-core with DEV=true alone; it is not installed. node-pty loads a binary from beside it.
		// The prices are one file of half a megabyte, and change with each of its versions.
		external: ['react-devtools-core', '@lydell/node-pty', '@pydantic/genai-prices'],
		transform: {target: 'node22', define: {'process.env.NODE_ENV': '"production"', navigator: 'undefined'}},
		output: {
			dir: dist,
			format: 'esm',
			sourcemap: true,
			minify: true,
			chunkFileNames: '[name]-[hash].js',
			...output,
		},
	});
}

rmSync(dist, {recursive: true, force: true});
// `index` and `testing` are what modules of one's own and their tests import as `orchestrai-tui`: they share their parts
// with the app.
await bundle(
	{cli: pathOf('source/cli.ts'), index: pathOf('source/index.ts'), testing: pathOf('source/testing.ts')},
	{
		plugins: [licences()],
		// Each file costs a look for it and a read: what several commands share is a few large ones.
		codeSplitting: {
			groups: [
				{name: 'front', tags: ['$initial'], priority: 2},
				{
					name: 'screen',
					test: /\/node_modules\/(?:ink|react|react-reconciler|scheduler|yoga-layout|chalk)\/|\/source\/ui\//,
					minShareCount: 2,
					priority: 1,
				},
				{name: 'base', test: /\/source\/|\/node_modules\/yaml\//, minShareCount: 2},
			],
		},
	},
);
// Processes of their own, and a thread: they share nothing.
await bundle({'lend-name': pathOf('source/io/library/lend-name.ts')});
await bundle({'terminal-host': pathOf('source/io/workspace/playing/terminal-host.ts')});
await bundle({'stuck-watcher': pathOf('source/io/stuck/stuck-watcher.ts')});
copyFileSync(pathOf('source/main.js'), pathOf('dist/main.js'));
// `npm link` makes it so once; a link that is there already leads here.
chmodSync(pathOf('dist/main.js'), 0o755);
await writeParsedPipelines();
writeTypes();
