import {newsroomArgs, staffNewsroom, writeSideBySide, writeTheRest} from '../newsroom/newsroom.ts';
import type {Scene} from '../scene.ts';
import {settings} from '../stage.ts';

/** A finished run stands still in the middle of its recording. */
export const replay: Scene = {
	name: 'replay',
	title: 'orchestrai replay',
	files: settings,
	async play(stage) {
		const room = staffNewsroom(stage.desk);
		const run = stage.app([...newsroomArgs, '--headless', '--yes'], {columns: 120, rows: 38});
		await writeSideBySide(stage, run, room);
		await writeTheRest(stage, run, room);
		await run.ended;
		const app = stage.app(['replay'], {columns: 120, rows: 38});
		await app.sees('REPLAY');
		app.presses('Space');
		await app.sees('space play');
		// However far it had come by then, from its beginning on each key goes to where a module began or ended.
		app.presses('0');
		let at = await app.sees(/ 1\/48 /);
		while (!at.includes('6/12')) {
			app.presses('}');
			const before = placeOf(at);
			at = await app.sees(screen => placeOf(screen) !== before);
		}
		app.presses('Left');
		return app.cells();
	},
};

/** Which of the recording's actions it stands at. */
function placeOf(screen: string): string {
	return / (\d+)\/48 /.exec(screen)?.[1] ?? '';
}
