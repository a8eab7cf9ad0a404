import {newsroomArgs, staffNewsroom, writeSideBySide, writeTheRest} from '../newsroom/newsroom.ts';
import type {Scene} from '../scene.ts';
import {settings} from '../stage.ts';

/** The page before a run that is paid for, when an earlier run tells what it takes. */
export const preflight: Scene = {
	name: 'preflight',
	title: 'orchestrai run newsroom',
	files: settings,
	async play(stage) {
		const room = staffNewsroom(stage.desk);
		const run = stage.app([...newsroomArgs, '--headless', '--yes'], {columns: 120, rows: 38});
		await writeSideBySide(stage, run, room);
		await writeTheRest(stage, run, room);
		await run.ended;
		await stage.pass(3_600_000);
		const app = stage.app(newsroomArgs, {columns: 120, rows: 32});
		await app.sees('enter start');
		return app.cells();
	},
};
