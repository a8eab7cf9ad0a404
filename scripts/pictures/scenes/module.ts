import type {Scene} from '../scene.ts';
import {baseUrl, settings} from '../stage.ts';

const pipeline = `description: Titles for a talk
pipeline:
  - module: start_module
    inputs: []
    output_name: request

  - module: task_planner
    inputs: [request]
    output_name: outline

  - module: headline
    inputs: [outline]
    output_name: title

  - module: slogan_generator
    inputs: [title]
    output_name: slogan
`;

const code = `import {defineModule} from 'orchestrai-tui';

export default defineModule({
	name: 'headline',
	describe: 'Keeps the shortest of five titles.',
	by: 'model',

	async run({model, log}) {
		const {text} = await model.ask();
		const titles = text.spilt('\\n');
		log(\`The shortest of \${titles.length}.\`);
		return titles.toSorted((one, other) => one.length - other.length)[0];
	},
});
`;

/** A mistake in a module of one's own is shown at its line, and the person decides how to go on. */
export const module: Scene = {
	name: 'module',
	title: 'orchestrai run talk.yml',
	files: {...settings, 'talk.yml': pipeline, 'modules/headline.mts': code},
	async play(stage) {
		const outline = stage.desk.expects(['A talk on bread'], '1. Flour\n2. Water\n3. Time\n');
		const titles = stage.desk.expects(['OUTLINE:'], 'Bread and time\nThe long loaf of a short night\n');
		const args = [
			'run',
			'talk.yml',
			'--no-preflight',
			'--review',
			'none',
			'--trust',
			'--request',
			'A talk on bread',
		];
		const app = stage.app([...args, '--base-url', baseUrl], {columns: 112, rows: 24});
		await app.waits(outline.asked);
		await stage.pass(2000);
		outline.finishes();
		await app.waits(titles.asked);
		await stage.pass(1500);
		titles.finishes();
		await app.sees('title failed');
		await stage.pass(1000);
		await app.sees('00:04');
		return app.cells();
	},
};
