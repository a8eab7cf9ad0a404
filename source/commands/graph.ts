import type {Command} from './command.ts';

export const graph: Command = {
	name: 'graph',
	summary: 'Print the graph of a pipeline: drawn, or as mermaid, dot or json',
	usage: 'graph [pipeline]',
	most: 1,
	flags: {
		format: {type: 'string', default: 'text'},
		width: {type: 'string'},
		direction: {type: 'string'},
	},
	help: `
  --format text|mermaid|dot|json   Text draws it here; the others are for other tools
  --width N                        Columns to draw in; the terminal's, or as wide as it needs when piped
  --direction lr|tb                Left to right or top to bottom; whichever fits. What fits neither way is
                                   drawn with one row for each operation

  Examples
    $ orchestrai graph engineering
    $ orchestrai graph newsroom --direction tb
    $ orchestrai graph newsroom --format dot | dot -Tsvg > newsroom.svg
`,
	async run(invocation) {
		const {printGraph} = await import('./graph/print-graph.ts');
		return printGraph(invocation);
	},
};
