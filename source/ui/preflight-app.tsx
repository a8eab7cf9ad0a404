/** The page before a run, put together. */
import {useWindowSize} from 'ink';
import {type ReactElement, useEffect, useRef, useState} from 'react';
import type {RunEstimate} from '../core/estimate/estimate-run.ts';
import {tooSmall} from './components/too-small.tsx';
import {useChoice} from './input/use-choice.ts';
import type {Expected} from './preflight/cost-rows.ts';
import type {Plan, PreflightChoice} from './preflight/plan.ts';
import {firstPreflight, isDecisive, type Preflight, pressPreflight} from './preflight/preflight.ts';
import {PreflightScreen} from './screens/preflight-screen.tsx';
import {type Theme, ThemeContext} from './theme.ts';

export type PreflightAppProps = {
	plan: Plan;
	/** Settles with what earlier runs tell. */
	estimate: Promise<RunEstimate>;
	theme: Theme;
	/** Called once, with what the person chose. */
	choose(choice: PreflightChoice): void;
};

export function PreflightApp({plan, estimate, theme, choose}: PreflightAppProps): ReactElement {
	const [expected, setExpected] = useState<Expected>('reading');
	const [problem, setProblem] = useState<string | null>(null);
	const {columns, rows} = useWindowSize();
	const lastHelp = useRef(0);
	const {state: preflight, deaf} = useChoice<Preflight, PreflightChoice>(() => firstPreflight(plan), {
		seen: !tooSmall(columns, rows),
		press(state, stroke, hearing) {
			if (!hearing && isDecisive(stroke)) return {state, choice: null};
			const next = pressPreflight(state, plan, stroke, lastHelp.current);
			return {state: next.preflight, choice: next.choice};
		},
		choose,
	});

	useEffect(() => {
		estimate.then(setExpected, (error: Error) => setProblem(error.message));
	}, [estimate]);

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
				shows={({rows, height}) => {
					lastHelp.current = Math.max(0, rows - height);
				}}
			/>
		</ThemeContext>
	);
}
