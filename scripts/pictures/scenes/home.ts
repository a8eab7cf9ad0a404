import type {Scene} from '../scene.ts';

/** What is seen first, in an empty folder. */
export const home: Scene = {
	name: 'home',
	title: 'orchestrai',
	async play(stage) {
		const app = stage.app([], {columns: 120, rows: 32});
		await app.sees('enter start');
		return app.cells();
	},
};
