import {describe, expect, it} from 'vitest';
import {toDot} from '../../../source/core/graph/dot.ts';
import {toGraphJson} from '../../../source/core/graph/json.ts';
import {toMermaid} from '../../../source/core/graph/mermaid.ts';
import {parsePipeline} from '../../../source/core/pipeline/parse.ts';

function parse(yaml: string) {
	const {pipeline, problems} = parsePipeline(yaml, {file: 'demo.yml'});
	expect(problems.filter(({severity}) => severity === 'error')).toEqual([]);
	return pipeline!;
}

const plain = parse(`pipeline:
- {module: start_module, inputs: [], output_name: request}
- {module: planner, inputs: [request], output_name: code_plan}
- {module: engineer, inputs: [request, code_plan], output_name: code}
`);

const hostile = parse(`description: "\\e]0;owned\\a"
pipeline:
- {module: 'a"];click n0 "javascript:alert(1)"', inputs: [], output_name: '"]<b>&amp;#35;\`_x_'}
- {module: '1. %%{init}%%', inputs: ['"]<b>&amp;#35;\`_x_'], output_name: '"; bad -> edge; "'}
`);

describe('toMermaid', () => {
	it('draws every operation with its module, and every edge', () => {
		expect(toMermaid(plain)).toBe(
			`flowchart LR
	n0["request<br/>start_module"]
	n1["code_plan<br/>planner"]
	n2["code<br/>engineer"]
	n0 --> n1
	n0 --> n2
	n1 --> n2
`.replace('start_module', 'start_module'),
		);
	});

	it('leaves nothing of a hostile name that Mermaid, HTML or Markdown would act on', () => {
		const labels = [...toMermaid(hostile).matchAll(/\["(.*)"\]$/gm)].map(([, label]) => label!);
		expect(labels).toHaveLength(2);
		for (const label of labels) expect(label).toMatch(/^([\p{L}\p{N}_ ]|#\d+;|<br\/>)*$/u);
		expect(labels[0]).toContain('#95;x#95;');
		expect(labels[0]!.match(/<br\/>/g)).toHaveLength(1);
	});
});

describe('toDot', () => {
	it('draws every operation with its module, and every edge', () => {
		expect(toDot(plain)).toBe(`digraph "demo" {
	rankdir=LR;
	node [shape=box, style=rounded];
	"request" [label="request\\nstart_module"];
	"code_plan" [label="code_plan\\nplanner"];
	"code" [label="code\\nengineer"];
	"request" -> "code_plan";
	"request" -> "code";
	"code_plan" -> "code";
}
`);
	});

	it('keeps a hostile name inside its quotes, and its entities from being read', () => {
		const dot = toDot(hostile);
		const outsideQuotes = dot.replaceAll(/"(\\.|[^"\\])*"/g, 'Q');
		expect(outsideQuotes).toBe(`digraph Q {
	rankdir=LR;
	node [shape=box, style=rounded];
	Q [label=Q];
	Q [label=Q];
	Q -> Q;
}
`);
		expect(dot).toContain('&amp;amp;');
	});
});

describe('toGraphJson', () => {
	it('holds the operations with their places, and the edges', () => {
		expect(JSON.parse(toGraphJson(plain))).toEqual({
			name: 'demo',
			description: null,
			operations: [
				{output_name: 'request', module: 'start_module', inputs: [], line: 2, column: 3},
				{output_name: 'code_plan', module: 'planner', inputs: ['request'], line: 3, column: 3},
				{output_name: 'code', module: 'engineer', inputs: ['request', 'code_plan'], line: 4, column: 3},
			],
			edges: [
				{from: 'request', to: 'code_plan'},
				{from: 'request', to: 'code'},
				{from: 'code_plan', to: 'code'},
			],
		});
	});

	it('gives hostile texts back as they were without a character that acts on a terminal', () => {
		const json = toGraphJson(hostile);
		expect(JSON.parse(json).description).toBe('\u001b]0;owned\u0007');
		expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
	});
});
