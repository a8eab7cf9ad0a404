import {join} from 'node:path';
import {type Mistake, write} from '../mistake.ts';
import {talk} from '../talk.ts';

/** A list of operations, and one more. */
const and = (more: string) => `${talk}\n${more}`;

export const pipelines: Mistake[] = [
	{
		did: 'No pipeline is named, and there is none here',
		typed: ['run'],
		code: 2,
		next: 'orchestrai run',
	},
	{
		did: 'The name of a pipeline is nearly right',
		typed: ['run', 'storry'],
		code: 2,
		next: 'Did you mean story?',
	},
	{
		did: 'The name of one’s own file is nearly right',
		unseen: {'talk.yml': talk},
		typed: ['run', 'tlak.yml'],
		code: 2,
		next: 'Did you mean talk.yml?',
	},
	{
		did: 'The ending of the file is left out',
		unseen: {'talk.yml': talk},
		typed: ['run', 'talk'],
		code: 2,
		next: 'Did you mean talk.yml?',
	},
	{
		did: 'The path to the file is nearly right',
		unseen: {'pipelines/talk.yml': talk},
		typed: ['check', './pipeline/talk.yml'],
		code: 2,
		next: 'pipelines/talk.yml',
	},
	{
		did: 'The pipeline is an address on the web',
		typed: ['run', 'https://example.org/talk.yml'],
		code: 2,
		next: '`curl --location --remote-name https://example.org/talk.yml`',
	},
	{
		did: 'The pipeline is a folder',
		unseen: {'talks/talk.yml': talk},
		typed: ['run', './talks'],
		code: 2,
		next: 'talks/talk.yml',
	},
	{
		did: 'The pipeline is an empty file',
		files: {'talk.yml': ''},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'pipeline:',
	},
	{
		did: 'The pipeline is some other text',
		files: {'notes.txt': 'Bread: its history, its makers, its smell.\n'},
		typed: ['check', './notes.txt'],
		code: 2,
		next: 'pipeline:',
	},
	{
		did: 'Lines are indented with tabs',
		files: {'talk.yml': 'pipeline:\n\t- module: start_module\n\t  inputs: []\n\t  output_name: request\n'},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'spaces',
	},
	{
		did: 'The pipeline is written as JSON, with a comma too many',
		files: {
			'talk.yml':
				'{"pipeline": [\n  {"module": "start_module", "inputs": [], "output_name": "request"},,\n]}\n',
		},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: /comma/,
	},
	{
		did: 'A bracket is not closed',
		files: {'talk.yml': talk.replace('[request]', '[request')},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: ']',
	},
	{
		did: 'The inputs are a name instead of a list',
		files: {'talk.yml': talk.replace('[request]', 'request')},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: '[request]',
	},
	{
		did: 'A key is misspelt',
		files: {'talk.yml': talk.replace('    inputs: [request]', '    input: [request]')},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: '`inputs`',
	},
	{
		did: 'A module is misspelt',
		files: {'talk.yml': talk.replace('script_writer', 'scriptwriter')},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'Did you mean `script_writer`?',
	},
	{
		did: 'A module’s name has capitals',
		files: {'talk.yml': talk.replace('script_writer', 'Script_Writer')},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'Did you mean `script_writer`?',
	},
	{
		did: 'An input is misspelt',
		files: {'talk.yml': talk.replace('[request]', '[requests]')},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: '`request`',
	},
	{
		did: 'Two operations have one name',
		files: {'talk.yml': and('  - module: scrutinizer\n    inputs: [request]\n    output_name: talk\n')},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'an output_name of its own',
	},
	{
		did: 'Operations wait for each other in a circle',
		files: {
			'talk.yml': `${talk.replace('[request]', '[request, objections]')}
  - module: scrutinizer
    inputs: [talk]
    output_name: objections
`,
		},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'Remove one of these inputs',
	},
	{
		did: 'The list has no dashes',
		files: {'talk.yml': 'pipeline:\n  module: start_module\n  inputs: []\n  output_name: request\n'},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: '`- module: start_module`',
	},
	{
		did: 'A text holds a colon and stands without quotes',
		files: {'talk.yml': `${talk}    supplement: Two rules: be brief, be kind.\n`},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'quotes',
	},
	{
		did: 'The file has the line ends of Windows, which is fine',
		before: ({cwd}) => write(join(cwd, 'talk.yml'), talk.replaceAll('\n', '\r\n')),
		typed: ['check', 'talk.yml'],
		code: 0,
		next: '✓',
	},
	{
		did: 'The file was saved as UTF-16, as Notepad does',
		before: ({cwd}) => write(join(cwd, 'talk.yml'), Buffer.from(`\ufeff${talk}`, 'utf16le')),
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'UTF-8',
	},
];
