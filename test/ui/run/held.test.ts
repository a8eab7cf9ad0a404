import {expect, test} from 'vitest';
import {createDesk} from '../../../source/ui/desk.ts';
import {heldByBudget} from '../../../source/ui/run/held.ts';
import {aRun} from '../a-run.ts';

test('Of what runs, a budget holds what does not stream: all of it, or the one operation that it is for.', () => {
	const run = aRun();
	run.begin('request', 'start_module');
	run.begin('plan', 'code_planner');
	run.begin('code', 'engineer');
	run.beginText({output_name: 'plan', attempt: 1}, 1);
	const desk = createDesk();
	const held = () => [...heldByBudget(run.state(), desk.pending(), run.live)];
	expect(held()).toEqual([]);
	const request = {message: 'Reached.', spent_usd: 1, spent_tokens: 10};
	void desk.extend({...request, output_name: 'code'}, new AbortController().signal);
	expect(held()).toEqual(['code']);
	void desk.extend({...request, output_name: null}, new AbortController().signal);
	expect(held()).toEqual(['code', 'request']);
});
