/** Mistakes that people make in pipelines, and what they are told. Known modules: start_module, engineer, a. */

type Mistake = {
	title: string;
	yaml: string;
	finds: {at: string; length: number; message: string; remedy: string}[];
};

/** A sound operation in lines 2 to 4, and what follows it from line 5. */
function pipelineWith(rest = ''): string {
	return `pipeline:
- module: start_module
  inputs: []
  output_name: request
${rest}`;
}

/** The sound operation with one more line, line 5. */
function operationWith(line: string): string {
	return pipelineWith(`  ${line}\n`);
}

export const mistakes: Mistake[] = [
	{
		title: 'a file without a word',
		yaml: '',
		finds: [
			{
				at: '1:1',
				length: 1,
				message: 'The file holds no pipeline.',
				remedy:
					'Begin with `pipeline:` and below it `- module: start_module`, `inputs: []`, `output_name: request`.',
			},
		],
	},
	{
		title: 'a file of comments',
		yaml: '# soon\n',
		finds: [
			{
				at: '1:1',
				length: 1,
				message: 'The file holds no pipeline.',
				remedy:
					'Begin with `pipeline:` and below it `- module: start_module`, `inputs: []`, `output_name: request`.',
			},
		],
	},
	{
		title: 'a file that is a plain text',
		yaml: 'pipeline\n',
		finds: [
			{
				at: '1:1',
				length: 8,
				message: 'A pipeline file must be a mapping, not the text `pipeline`.',
				remedy:
					'Begin with `pipeline:` and below it `- module: start_module`, `inputs: []`, `output_name: request`.',
			},
		],
	},
	{
		title: 'a file that is a bare list of operations',
		yaml: '- module: a\n  inputs: []\n  output_name: x\n',
		finds: [
			{
				at: '1:1',
				length: 11,
				message: 'A pipeline file must be a mapping, not a list.',
				remedy:
					'Begin with `pipeline:` and below it `- module: start_module`, `inputs: []`, `output_name: request`.',
			},
		],
	},
	{
		title: 'a file without the key pipeline',
		yaml: 'name: story\n',
		finds: [
			{
				at: '1:1',
				length: 11,
				message: 'A pipeline file has no `pipeline`.',
				remedy: 'Add `pipeline:` and below it a list of operations, each beginning with `- module: …`.',
			},
		],
	},
	{
		title: 'a pipeline that is empty',
		yaml: 'pipeline:\n',
		finds: [
			{
				at: '1:1',
				length: 8,
				message: '`pipeline` is empty.',
				remedy: 'Add `pipeline:` and below it a list of operations, each beginning with `- module: …`.',
			},
		],
	},
	{
		title: 'a pipeline without operations',
		yaml: 'pipeline: []\n',
		finds: [
			{
				at: '1:11',
				length: 2,
				message: '`pipeline` lists no operation.',
				remedy:
					'Begin with `pipeline:` and below it `- module: start_module`, `inputs: []`, `output_name: request`.',
			},
		],
	},
	{
		title: 'a pipeline that is no list',
		yaml: 'pipeline: start_module\n',
		finds: [
			{
				at: '1:11',
				length: 12,
				message: '`pipeline` must be a list, not the text `start_module`.',
				remedy:
					'Begin with `pipeline:` and below it `- module: start_module`, `inputs: []`, `output_name: request`.',
			},
		],
	},
	{
		title: 'a pipeline that is a mapping',
		yaml: 'pipeline:\n  module: a\n  inputs: []\n',
		finds: [
			{
				at: '2:3',
				length: 9,
				message: '`pipeline` must be a list, not a mapping.',
				remedy:
					'Begin with `pipeline:` and below it `- module: start_module`, `inputs: []`, `output_name: request`.',
			},
		],
	},
	{
		title: 'an operation that is a word',
		yaml: pipelineWith('- engineer\n'),
		finds: [
			{
				at: '5:3',
				length: 8,
				message: 'Item 2 of `pipeline` must be a mapping, not the text `engineer`.',
				remedy: 'Begin it with `- module: NAME`, and give its inputs and its output_name below.',
			},
		],
	},
	{
		title: 'an operation that is empty',
		yaml: pipelineWith('-\n'),
		finds: [
			{
				at: '5:1',
				length: 1,
				message: 'Item 2 of `pipeline` must be a mapping, not nothing.',
				remedy: 'Begin it with `- module: NAME`, and give its inputs and its output_name below.',
			},
		],
	},
	{
		title: 'a misspelt key at the top',
		yaml: 'pipelines:\n- module: a\n  inputs: []\n  output_name: x\n',
		finds: [
			{
				at: '1:1',
				length: 9,
				message: '`pipelines` is not a key of a pipeline file.',
				remedy: 'Did you mean `pipeline`?',
			},
		],
	},
	{
		title: 'an unknown key at the top',
		yaml: `version: 2\n${pipelineWith()}`,
		finds: [
			{
				at: '1:1',
				length: 7,
				message: '`version` is not a key of a pipeline file.',
				remedy: 'Remove it, or use one of `name`, `description`, `defaults`, `budget`, `pipeline`.',
			},
		],
	},
	{
		title: 'an option at the top',
		yaml: `checkpoint: always\n${pipelineWith()}`,
		finds: [
			{
				at: '1:1',
				length: 10,
				message: '`checkpoint` is not a key of a pipeline file.',
				remedy: 'Move it into `defaults`, or into an operation.',
			},
		],
	},
	{
		title: 'a misspelt key of an operation',
		yaml: 'pipeline:\n- modul: start_module\n  inputs: []\n  output-name: request\n',
		finds: [
			{
				at: '2:3',
				length: 5,
				message: '`modul` is not a key of an operation.',
				remedy: 'Did you mean `module`?',
			},
			{
				at: '4:3',
				length: 11,
				message: '`output-name` is not a key of an operation.',
				remedy: 'Did you mean `output_name`?',
			},
		],
	},
	{
		title: 'an option one level too high',
		yaml: operationWith('temperature: 0.5'),
		finds: [
			{
				at: '5:3',
				length: 11,
				message: '`temperature` is not a key of an operation.',
				remedy: 'Move it into `model_config`.',
			},
		],
	},
	{
		title: 'a missing module',
		yaml: 'pipeline:\n- inputs: []\n  output_name: x\n',
		finds: [
			{
				at: '2:3',
				length: 10,
				message: 'Item 1 of `pipeline` has no `module`.',
				remedy: 'Name the module that does the work: `module: task_planner`.',
			},
		],
	},
	{
		title: 'missing inputs',
		yaml: 'pipeline:\n- module: a\n  output_name: x\n',
		finds: [
			{
				at: '2:3',
				length: 9,
				message: 'Item 1 of `pipeline` has no `inputs`.',
				remedy: 'List the outputs it reads: `inputs: [request]`, or `inputs: []` for none.',
			},
		],
	},
	{
		title: 'a missing output_name',
		yaml: 'pipeline:\n- module: a\n  inputs: []\n',
		finds: [
			{
				at: '2:3',
				length: 9,
				message: 'Item 1 of `pipeline` has no `output_name`.',
				remedy: 'Name what it makes: `output_name: task_plan`.',
			},
		],
	},
	{
		title: 'inputs that are empty',
		yaml: 'pipeline:\n- module: a\n  inputs:\n  output_name: x\n',
		finds: [
			{
				at: '3:3',
				length: 6,
				message: '`inputs` is empty.',
				remedy: 'List the outputs it reads: `inputs: [request]`, or `inputs: []` for none.',
			},
		],
	},
	{
		title: 'inputs without brackets',
		yaml: pipelineWith('- {module: a, inputs: request, output_name: x}\n'),
		finds: [
			{
				at: '5:23',
				length: 7,
				message: '`inputs` must be a list, not the text `request`.',
				remedy: 'Put it in brackets: [request].',
			},
		],
	},
	{
		title: 'an input that is a number',
		yaml: pipelineWith('- {module: a, inputs: [request, 7], output_name: x}\n'),
		finds: [
			{
				at: '5:33',
				length: 1,
				message: 'Item 2 of `inputs` must be text, not the number 7.',
				remedy: 'Put it in quotes: "7".',
			},
		],
	},
	{
		title: 'a module nobody knows, nearly right',
		yaml: pipelineWith('- {module: enginer, inputs: [request], output_name: x}\n'),
		finds: [
			{at: '5:12', length: 7, message: 'There is no module `enginer`.', remedy: 'Did you mean `engineer`?'},
		],
	},
	{
		title: 'a module nobody knows',
		yaml: pipelineWith('- {module: poet, inputs: [request], output_name: x}\n'),
		finds: [
			{
				at: '5:12',
				length: 4,
				message: 'There is no module `poet`.',
				remedy:
					'Make one: write its prompt in system_prompts/poet.md, or its code with `orchestrai new module poet`.',
			},
		],
	},
	{
		title: 'an input from nowhere, nearly right',
		yaml: pipelineWith('- {module: a, inputs: [requst], output_name: x}\n'),
		finds: [
			{at: '5:24', length: 6, message: 'No operation makes `requst`.', remedy: 'Did you mean `request`?'},
		],
	},
	{
		title: 'an input from nowhere',
		yaml: pipelineWith('- {module: a, inputs: [code], output_name: x}\n'),
		finds: [
			{
				at: '5:24',
				length: 4,
				message: 'No operation makes `code`.',
				remedy: 'Use the output_name of one of the operations, or add an operation that makes it.',
			},
		],
	},
	{
		title: 'an output made twice',
		yaml: pipelineWith('- {module: a, inputs: [request], output_name: request}\n'),
		finds: [
			{
				at: '5:47',
				length: 7,
				message: 'Another operation already makes `request`, in line 4.',
				remedy: 'Give each operation an output_name of its own.',
			},
		],
	},
	{
		title: 'an operation that reads itself',
		yaml: pipelineWith('- {module: a, inputs: [request, x], output_name: x}\n'),
		finds: [
			{at: '5:33', length: 1, message: '`x` reads its own output.', remedy: 'Remove one of these inputs.'},
		],
	},
	{
		title: 'a cycle of three',
		yaml: pipelineWith(
			'- {module: a, inputs: [request, z], output_name: x}\n- {module: a, inputs: [x], output_name: y}\n- {module: a, inputs: [y], output_name: z}\n',
		),
		finds: [
			{
				at: '5:33',
				length: 1,
				message:
					'These operations wait for each other: `y` reads `x` (line 6), `z` reads `y` (line 7), `x` reads `z` (line 5).',
				remedy: 'Remove one of these inputs.',
			},
		],
	},
	{
		title: 'a name with a slash',
		yaml: 'pipeline:\n- {module: ../a, inputs: [], output_name: a/b}\n',
		finds: [
			{
				at: '2:12',
				length: 4,
				message: '`module` holds one of / \\ =.',
				remedy: 'Use letters, digits, and _ instead.',
			},
			{
				at: '2:43',
				length: 3,
				message: '`output_name` holds one of / \\ =.',
				remedy: 'Use letters, digits, and _ instead.',
			},
		],
	},
	{
		title: 'a name that is too long',
		yaml: `pipeline:\n- {module: a, inputs: [], output_name: ${'x'.repeat(201)}}\n`,
		finds: [
			{
				at: '2:40',
				length: 201,
				message: '`output_name` is longer than 200 characters.',
				remedy: 'Choose a shorter name.',
			},
		],
	},
	{
		title: 'a name that turns the line around',
		yaml: 'pipeline:\n- {module: a, inputs: [], output_name: "a\u202eb"}\n',
		finds: [
			{
				at: '2:40',
				length: 5,
				message: '`output_name` holds a character that cannot be seen.',
				remedy: 'Type the name anew; it may have been pasted with hidden characters.',
			},
		],
	},
	{
		title: 'a name with a line break',
		yaml: 'pipeline:\n- {module: a, inputs: [], output_name: "a\\nb"}\n',
		finds: [
			{
				at: '2:40',
				length: 6,
				message: '`output_name` holds a control character or a line break.',
				remedy: 'Keep the name on one line, and use letters, digits, and _ only.',
			},
		],
	},
	{
		title: '__proto__ as a name',
		yaml: 'pipeline:\n- {module: a, inputs: [], output_name: __proto__}\n',
		finds: [
			{
				at: '2:40',
				length: 9,
				message: '`output_name` is a word that JavaScript keeps for itself.',
				remedy: 'Choose another name.',
			},
		],
	},
	{
		title: 'constructor as a key',
		yaml: operationWith('model_config: {constructor: 1}'),
		finds: [
			{
				at: '5:18',
				length: 11,
				message: '`constructor` cannot be a key.',
				remedy: 'Remove it; JavaScript keeps this word for itself.',
			},
		],
	},
	{
		title: 'a name that is a number',
		yaml: 'pipeline:\n- {module: a, inputs: [], output_name: 012}\n',
		finds: [
			{
				at: '2:40',
				length: 3,
				message: '`output_name` must be text, not the number 012.',
				remedy: 'Put it in quotes: "012".',
			},
		],
	},
	{
		title: 'a name that is empty',
		yaml: 'pipeline:\n- {module: a, inputs: [], output_name: ""}\n',
		finds: [
			{
				at: '2:40',
				length: 2,
				message: '`output_name` is empty.',
				remedy: 'Give it a name, such as `code_plan`.',
			},
		],
	},
	{
		title: 'a word that is no checkpoint',
		yaml: operationWith('checkpoint: allways'),
		finds: [
			{
				at: '5:15',
				length: 7,
				message: '`checkpoint` must be one of `always`, `never`, not the text `allways`.',
				remedy: 'Did you mean `always`?',
			},
		],
	},
	{
		title: 'a truth value as checkpoint',
		yaml: operationWith('checkpoint: true'),
		finds: [
			{
				at: '5:15',
				length: 4,
				message: '`checkpoint` must be one of `always`, `never`, not the truth value `true`.',
				remedy: 'Write one of `always`, `never`.',
			},
		],
	},
	{
		title: 'a word that is no on_error',
		yaml: operationWith('on_error: retry'),
		finds: [
			{
				at: '5:13',
				length: 5,
				message: '`on_error` must be one of `pause`, `continue`, `stop`, not the text `retry`.',
				remedy: 'Write one of `pause`, `continue`, `stop`.',
			},
		],
	},
	{
		title: 'a model_config that is a name',
		yaml: operationWith('model_config: gpt-4'),
		finds: [
			{
				at: '5:17',
				length: 5,
				message: '`model_config` must be a mapping, not the text `gpt-4`.',
				remedy: 'Write `model_config: {model: small}`.',
			},
		],
	},
	{
		title: 'a misspelt key of model_config',
		yaml: operationWith('model_config: {temprature: 0.3}'),
		finds: [
			{
				at: '5:18',
				length: 10,
				message: '`temprature` is not a key of `model_config`.',
				remedy: 'Did you mean `temperature`?',
			},
		],
	},
	{
		title: 'a number in quotes',
		yaml: operationWith('model_config: {temperature: "0.3"}'),
		finds: [
			{
				at: '5:31',
				length: 5,
				message: '`temperature` must be a number of at least 0, not the text `0.3`.',
				remedy: 'Write a number, without quotes or units.',
			},
		],
	},
	{
		title: 'a number that may be octal',
		yaml: operationWith('model_config: {max_tokens: 0100}'),
		finds: [
			{
				at: '5:30',
				length: 4,
				message: '`max_tokens` is written `0100`, which some programs read as octal.',
				remedy: 'Write 100, or put it in quotes if it is text.',
			},
		],
	},
	{
		title: 'a number out of range',
		yaml: operationWith('model_config: {max_tokens: 0, retries: 1.5}'),
		finds: [
			{
				at: '5:30',
				length: 1,
				message: '`max_tokens` must be a whole number of at least 1, not the number 0.',
				remedy: 'Write a whole number of at least 1.',
			},
			{
				at: '5:42',
				length: 3,
				message: '`retries` must be a whole number from 0 to 100, not the number 1.5.',
				remedy: 'Write a whole number from 0 to 100.',
			},
		],
	},
	{
		title: 'a further parameter that is not a finite number',
		yaml: operationWith('model_config: {top_p: .nan}'),
		finds: [
			{
				at: '5:25',
				length: 4,
				message: '`top_p` must be a number, not the number .nan.',
				remedy: 'Write a number.',
			},
		],
	},
	{
		title: 'a ladder that is no list',
		yaml: operationWith('model_config: {escalate: large}'),
		finds: [
			{
				at: '5:28',
				length: 5,
				message: '`escalate` must be a list, not the text `large`.',
				remedy: 'Put it in brackets: [large].',
			},
		],
	},
	{
		title: 'a duration without sense',
		yaml: operationWith('model_config: {timeout: soon, idle_timeout: 0}'),
		finds: [
			{
				at: '5:27',
				length: 4,
				message:
					'`timeout` must be a duration of more than nothing and at most 24 days, not the text `soon`.',
				remedy: 'Write a number with its unit, such as 500ms, 30s, 10m or 1h; a bare number is seconds.',
			},
			{
				at: '5:47',
				length: 1,
				message:
					'`idle_timeout` must be a duration of more than nothing and at most 24 days, not the number 0.',
				remedy: 'Write a number with its unit, such as 500ms, 30s, 10m or 1h; a bare number is seconds.',
			},
		],
	},
	{
		title: 'a misspelt key of debug',
		yaml: operationWith('debug: {max_iteration: 3}'),
		finds: [
			{
				at: '5:11',
				length: 13,
				message: '`max_iteration` is not a key of `debug`.',
				remedy: 'Did you mean `max_iterations`?',
			},
		],
	},
	{
		title: 'a time limit that is a word',
		yaml: operationWith('debug: {run_timeout: 30 seconds}'),
		finds: [
			{
				at: '5:24',
				length: 10,
				message:
					'`run_timeout` must be a duration of more than nothing and at most 24 days, not the text `30 seconds`.',
				remedy: 'Write a number with its unit, such as 500ms, 30s, 10m or 1h; a bare number is seconds.',
			},
		],
	},
	{
		title: 'a recall that is negative',
		yaml: operationWith('memory: {recall: -1}'),
		finds: [
			{
				at: '5:20',
				length: 2,
				message: '`recall` must be a whole number from 0 to 20, not the number -1.',
				remedy: 'Write a whole number from 0 to 20.',
			},
		],
	},
	{
		title: 'a budget in words',
		yaml: operationWith('budget: {max_usd: $5}'),
		finds: [
			{
				at: '5:21',
				length: 2,
				message: '`max_usd` must be a number of at least 0, not the text `$5`.',
				remedy: 'Write a number, without quotes or units.',
			},
		],
	},
	{
		title: 'an operation’s key among the defaults',
		yaml: `defaults: {module: a, chekpoint: always}\n${pipelineWith()}`,
		finds: [
			{
				at: '1:12',
				length: 6,
				message: '`module` is not a key of `defaults`.',
				remedy: 'Give it in each operation.',
			},
			{
				at: '1:23',
				length: 9,
				message: '`chekpoint` is not a key of `defaults`.',
				remedy: 'Did you mean `checkpoint`?',
			},
		],
	},
	{
		title: 'a key that is given twice',
		yaml: operationWith('inputs: []'),
		finds: [{at: '5:3', length: 6, message: '`inputs` is given twice here.', remedy: 'Keep one of the two.'}],
	},
	{
		title: 'a key that is a list',
		yaml: operationWith('? [a]\n  : 1'),
		finds: [
			{
				at: '5:5',
				length: 3,
				message: 'A key must be a plain word.',
				remedy: 'Write `word: value`; put a key with special characters in quotes.',
			},
		],
	},
	{
		title: 'a tag',
		yaml: operationWith('supplement: !!python/object:os.system ls'),
		finds: [
			{
				at: '5:15',
				length: 26,
				message: 'The tag `!!python/object:os.system` means nothing in a pipeline.',
				remedy: 'Remove the tag; write plain text, numbers, lists and mappings only.',
			},
		],
	},
	{
		title: 'a tag of one’s own',
		yaml: operationWith('supplement: !secret x'),
		finds: [
			{
				at: '5:15',
				length: 8,
				message: 'The tag `!secret` means nothing in a pipeline.',
				remedy: 'Remove the tag; write plain text, numbers, lists and mappings only.',
			},
		],
	},
	{
		title: 'an alias for nothing',
		yaml: operationWith('supplement: *lost'),
		finds: [
			{
				at: '5:15',
				length: 5,
				message: 'There is no `&lost` above for the alias `*lost` to repeat.',
				remedy: 'Mark a value above with `&lost`, or put the text in quotes if it begins with a star.',
			},
		],
	},
	{
		title: 'an alias inside itself',
		yaml: operationWith('model_config: &m {a: *m}'),
		finds: [
			{
				at: '5:24',
				length: 2,
				message: 'The alias `*m` stands inside the very value it repeats.',
				remedy: 'Write the value out instead.',
			},
		],
	},
	{
		title: 'a merge of a word',
		yaml: operationWith('model_config: {<<: small}'),
		finds: [
			{
				at: '5:22',
				length: 5,
				message: '`<<` takes a mapping, or a list of mappings.',
				remedy: 'Write `<<: *name`, where `&name` marks a mapping above.',
			},
		],
	},
	{
		title: 'two documents',
		yaml: `${pipelineWith()}---\nname: b\n`,
		finds: [
			{
				at: '5:1',
				length: 3,
				message: 'The file holds more than one document.',
				remedy: 'Keep one pipeline in a file: remove the line `---` and what follows it.',
			},
		],
	},
	{
		title: 'a tab',
		yaml: 'pipeline:\n\t- module: a\n',
		finds: [{at: '2:1', length: 1, message: 'Tabs cannot indent YAML.', remedy: 'Indent with spaces.'}],
	},
	{
		title: 'an unclosed bracket',
		yaml: 'pipeline:\n- module: a\n  inputs: [a, b\n  output_name: x\n',
		finds: [
			{
				at: '4:3',
				length: 1,
				message: 'A bracket `[` was opened above and is still open here.',
				remedy: 'Close it with `]`.',
			},
		],
	},
	{
		title: 'an unclosed quote',
		yaml: operationWith('supplement: "Use only python.'),
		finds: [{at: '5:15', length: 1, message: 'This quote is not closed.', remedy: 'Add the closing quote.'}],
	},
	{
		title: 'a colon in a plain text',
		yaml: operationWith('supplement: Note: use python'),
		finds: [
			{
				at: '5:15',
				length: 1,
				message: 'A value on the line of its key cannot hold a colon followed by a space.',
				remedy: 'Put the whole value in quotes.',
			},
		],
	},
	{
		title: 'a text that begins with an at sign',
		yaml: operationWith('supplement: @home'),
		finds: [
			{
				at: '5:15',
				length: 1,
				message: 'This is not YAML: Plain value cannot start with reserved character @.',
				remedy: 'Put the whole value in quotes if these characters belong to it.',
			},
		],
	},
	{
		title: 'a wrong escape',
		yaml: operationWith('supplement: "C:\\q"'),
		finds: [
			{
				at: '5:18',
				length: 1,
				message: 'This is not YAML: Invalid escape sequence \\q.',
				remedy: 'Write \\\\ for a backslash in double quotes, or use single quotes.',
			},
		],
	},
	{
		title: 'uneven indentation',
		yaml: 'pipeline:\n  - module: a\n    inputs: []\n   output_name: x\n',
		finds: [
			{
				at: '4:1',
				length: 1,
				message: 'This line is neither a new item of the list nor part of the item above.',
				remedy: 'Indent it like the lines it belongs to, or begin it with `- `.',
			},
		],
	},
];
