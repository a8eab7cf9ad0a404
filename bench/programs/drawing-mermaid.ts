/**
 * `drawing-mermaid.ts COUNT`: the same by beautiful-mermaid, with the same words in its boxes, ms. What does not end in
 * 20 s is given up.
 */
import {execFileSync} from 'node:child_process';
import {renderMermaidASCII} from 'beautiful-mermaid';
import {printFigure, printMissing} from '../print-figure.ts';
import {type DrawnNode, timeDrawing} from './drawn-graph.ts';

const patience_ms = 20_000;
const [count, inside] = process.argv.slice(2) as [string, string | undefined];

if (inside === undefined) drawElsewhere();
else
	try {
		printFigure(timeDrawing(draw, Number(count)));
	} catch (error) {
		// It reserves room for its boxes by a function that calls itself once for each of those in the way.
		if (!(error instanceof RangeError)) throw error;
		printMissing(`It ends with an error: ${error.message}.`);
	}

/** Nothing else ends what works without a pause. */
function drawElsewhere(): void {
	try {
		execFileSync(process.execPath, [import.meta.filename, count, 'inside'], {
			timeout: patience_ms,
			stdio: ['ignore', 'inherit', 'inherit'],
		});
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ETIMEDOUT') throw error;
		printMissing(`It had not ended after ${patience_ms / 1000} s.`);
	}
}

function draw(nodes: readonly DrawnNode[]): string {
	const boxes = nodes.map(({output_name, module}) => `\t${output_name}["${output_name}<br/>${module}"]`);
	const lines = nodes.flatMap(({output_name, inputs}) =>
		inputs.map(input => `\t${input} --> ${output_name}`),
	);
	return renderMermaidASCII(['flowchart LR', ...boxes, ...lines].join('\n'), {colorMode: 'none'});
}
