import type {Command} from './command.ts';

export const test: Command = {
	name: 'test',
	summary: 'Run the tests of your own modules, with scripted answers',
	usage: 'test [module]...',
	most: Number.POSITIVE_INFINITY,
	flags: {trust: {type: 'boolean'}},
	help: `
  Every modules/NAME.test.mts if none is named, as \`node --test\` runs them: orchestrai-tui and
  orchestrai-tui/testing are found though they are not installed beside them. No key reaches them.

  --trust  run the code of this folder without asking

  Exit 1 if a test fails.

  Examples
    $ orchestrai test
    $ orchestrai test greet
`,
	async run(invocation) {
		const {testModules} = await import('./test/test-modules.ts');
		return testModules(invocation);
	},
};
