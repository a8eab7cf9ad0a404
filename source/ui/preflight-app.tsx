/** The page before a run, put together. */
import {useWindowSize} from 'ink';
import {type ReactElement, useEffect, useRef, useState} from 'react';
import type {RunEstimate} from '../core/estimate/estimate-run.ts';
import {tooSmall} from './components/too-small.tsx';
import type {Keystroke} from './input/keystrokes.ts';
import {useKeystrokes} from './input/use-keystrokes.ts';
import type {Expected} from './preflight/cost-rows.ts';
import type {Plan, PreflightChoice} from './preflight/plan.ts';
import {firstPreflight, isDecisive, pressPreflight} from './preflight/preflight.ts';
import {PreflightScreen} from './screens/preflight-screen.tsx';
import {type Theme, ThemeContext} from './theme.ts';

/** A key that was pressed for what was there before must not start what is paid for, ms. */
const deafness = 300;

export type PreflightAppProps = {
	plan: Plan;
	/** Settles with what earlier runs tell. */
	estimate: Promise<RunEstimate>;
	theme: Theme;
	/** Called once, with what the person chose. */
	choose(choice: PreflightChoice): void;
};

export function PreflightApp({plan, estimate, theme, choose}: PreflightAppProps): ReactElement {
	const [preflight, setPreflight] = useState(() => firstPreflight(plan));
	const [expected, setExpected] = useState<Expected>('reading');
	const [problem, setProblem] = useState<string | null>(null);
	const [deaf, setDeaf] = useState(true);
	// A batch of keys arrives between two renders: each must see what the one before it did.
	const latest = useRef(preflight);
	const hearing = useRef(false);
	const chosen = useRef(false);
	const {columns, rows} = useWindowSize();

	useEffect(() => {
		const timer = setTimeout(() => {
			hearing.current = true;
			setDeaf(false);
		}, deafness);
		return () => clearTimeout(timer);
	}, []);
	useEffect(() => {
		estimate.then(setExpected, (error: Error) => setProblem(error.message));
	}, [estimate]);

	const press = (stroke: Keystroke) => {
		if (chosen.current) return;
		// What would be started is not seen.
		if (tooSmall(columns, rows) && stroke.name !== 'ctrl-c') return;
		if (!hearing.current && isDecisive(stroke)) return;
		const next = pressPreflight(latest.current, plan, stroke);
		latest.current = next.preflight;
		setPreflight(next.preflight);
		if (next.choice === null) return;
		chosen.current = true;
		choose(next.choice);
	};
	useKeystrokes(press, () => undefined);
	return (
		<ThemeContext value={theme}>
			<PreflightScreen
				plan={plan}
				preflight={preflight}
				expected={expected}
				problem={problem}
				deaf={deaf}
				columns={columns}
				rows={rows}
			/>
		</ThemeContext>
	);
}
