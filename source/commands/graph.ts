import {toDot} from '../core/graph/dot.ts';
import {toGraphJson} from '../core/graph/json.ts';
import {toMermaid} from '../core/graph/mermaid.ts';
import {type Command, UsageError} from './command.ts';
import {readPipeline} from './run/plan.ts';

const formats = {mermaid: toMermaid, dot: toDot, json: toGraphJson};

export const graph: Command = {
	name: 'graph',
	summary: 'Print the graph of a pipeline as mermaid, dot or json',
	usage: 'graph [pipeline]',
	most: 1,
	flags: {format: {type: 'string', default: 'mermaid'}},
	help: `
  --format mermaid|dot|json

  Examples
    $ orchestrai graph engineering
    $ orchestrai graph newsroom --format dot | dot -Tsvg > newsroom.svg
`,
	async run({input, flags, around}) {
		const format = String(flags.format);
		if (!Object.hasOwn(formats, format)) {
			throw new UsageError(`--format is one of ${Object.keys(formats).join(', ')}, not \`${format}\`.`);
		}

		const {pipeline} = await readPipeline(input[0] ?? null, around.folder);
		around.stdout.write(`${formats[format as keyof typeof formats](pipeline).trimEnd()}\n`);
		return 0;
	},
};
