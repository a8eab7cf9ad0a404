/** Eight operations: two branches, a person's answers, two debuggings of real programs, a file beside the code. */

import type {ChatBody} from '../helpers/model-server.ts';

/** The program's name tells whose it is, wherever it still runs. */
export function writePipeline(program: string): string {
	return `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: code_planner, inputs: [request], output_name: plan, model_config: {model: plan}, checkpoint: always}
  - {module: scrutinizer, inputs: [request], output_name: risks, model_config: {model: risks}}
  - {module: human_intervention, inputs: [plan], output_name: guidance}
  - {module: engineer, inputs: [guidance], output_name: code, model_config: {model: code}}
  - module: debugger
    inputs: [request, code]
    output_name: working
    model_config: {model: working}
    debug: {run: python3 ${program}, max_iterations: 5}
  - module: modify_codebase
    inputs: [risks, working]
    output_name: louder
    model_config: {model: louder}
    debug: {run: python3 ${program}}
  - {module: create_readme, inputs: [plan, louder], output_name: readme, model_config: {model: readme}}
`;
}

export const flags = ['--request', 'Say hello.']
	.concat(['--answer', 'guidance=Keep it short.', '--answer', 'louder=Say it louder.'])
	.concat(['--answer', 'louder=And twice.']);

/** What the model says: each repair follows from the code that it is shown, so that a call is known by its prompt. */
export function answerTo({model, messages}: ChatBody, program: string): string {
	const told = messages.at(-1)!.content;
	const write = (body: string) => `Here it is.\n\n\`${program}\`\n\`\`\`python\n${body}\n\`\`\`\n`;
	const wish = told.split('CHANGE THE PERSON WANTS NOW:\n')[1];
	switch (model) {
		case 'code':
			return write('import parts\n\nparts.say("hello")');
		case 'working':
			if (!told.includes('NameError')) return write('say("hello")');
			return `${write('from words import say\n\nsay("hello")')}
\`words.py\`
\`\`\`python
def say(word):
	print(word)
	open("said.txt", "w").write(word)
\`\`\`
`;
		case 'louder':
			if (wish?.startsWith('Say it louder.')) return write('from words import say\n\nsay(loud("hello"))');
			if (wish) return write('from words import say\n\nsay("HELLO")\nsay("HELLO")');
			return write('from words import say\n\nsay("HELLO")');
		default:
			return `# The ${model}\n\nFive words on the ${model}, then “ü” 🎈.\n`;
	}
}
