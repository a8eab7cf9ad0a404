/** Where everything on the run screen stands, at any size. */
import {Box} from 'ink';
import type {ReactElement} from 'react';
import type {RunView} from '../../core/store.ts';
import {EditorPanel} from '../components/editor-panel.tsx';
import {Foot} from '../components/foot.tsx';
import {GraphPane} from '../components/graph-pane.tsx';
import {Help} from '../components/help.tsx';
import {Inspector} from '../components/inspector.tsx';
import {PagePanel} from '../components/page.tsx';
import {insideOf, Panel} from '../components/panel.tsx';
import {ReplayBar} from '../components/replay-bar.tsx';
import {StateLine} from '../components/state-line.tsx';
import {TooSmall, tooSmall} from '../components/too-small.tsx';
import type {Wraps} from '../content/wraps.ts';
import {operationOf} from '../desk.ts';
import type {Diffs} from '../diff/diffs.ts';
import type {Drawing} from '../graph/choose.ts';
import {helpFor} from '../keys/keymap.ts';
import {aftermathOf} from '../replay/aftermath.ts';
import {countAwaited} from '../replay/awaited.ts';
import type {Facts} from '../run/actions.ts';
import {makeRoom, wideFrom} from '../run/arrange.ts';
import {decisionOf} from '../run/decision.ts';
import type {Editors} from '../run/editing.ts';
import {heldByBudget} from '../run/held.ts';
import {lookFactsOf} from '../run/look-facts.ts';
import type {Viewport} from '../run/moving.ts';
import {pageOf, topOf} from '../run/page.ts';
import {isReadClosely} from '../run/reading.ts';
import {modeOf, type Screen} from '../run/screen.ts';
import {useArrangement} from '../run/use-arrangement.ts';
import {roomFor} from '../spoken/uncut.ts';
import {line} from '../text/line.ts';
import {noticeLines} from '../text/notice.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {type Theme, useTheme} from '../theme.ts';

/** What is known about the run besides its events. */
export type RunTitle = {
	/** The model that answers, as people know it; null when a recording does. */
	model: string | null;
	/** The answers are recorded. */
	recorded: boolean;
	/** Where the run is kept; null if nowhere. */
	folder: string | null;
};

export type RunScreenProps = {
	view: RunView;
	facts: Facts;
	title: RunTitle;
	wraps: Wraps;
	diffs: Diffs;
	now: number;
	/** Turns the spinners. */
	frame: number;
	columns: number;
	rows: number;
	shows(viewport: Viewport): void;
	sees: Editors['sees'];
	draws(drawing: Drawing): void;
};

export function RunScreen(props: RunScreenProps): ReactElement {
	const {columns, rows, facts} = props;
	return tooSmall(columns, rows) ? (
		<TooSmall columns={columns} rows={rows} running={facts.state.status === 'running'} />
	) : (
		<Panes {...props} />
	);
}

function Panes({
	view,
	facts,
	title,
	wraps,
	diffs,
	now,
	frame,
	columns,
	rows,
	shows,
	sees,
	draws,
}: RunScreenProps): ReactElement {
	const theme = useTheme();
	const {screen, state, pending} = facts;
	const playback = facts.replay?.playback ?? null;
	/** The state line, the keys, and the bar of a recording. */
	const edges = playback ? 3 : 2;
	const arrangement = useArrangement(
		state.pipeline,
		{columns, rows: rows - edges, zoomed: zoomedPane(screen, columns)},
		!theme.unicode,
	);
	const inner = roomFor(insideOf(columns, 0).width, theme);
	const held = heldByBudget(state, pending, view.live);
	const notice = noticeLines(screen.notice, roomFor(columns, theme));
	const most = Math.max(5, Math.floor(rows * 0.4) - 2);
	const operation = screen.selected === null ? undefined : state.operations.get(screen.selected);
	const past =
		playback && screen.proposal === null ? aftermathOf(playback, operation, inner, most, theme) : null;
	const decision = screen.help ? null : (past ?? decisionOf({...facts, ...title}, inner, most, theme));
	const decisionHeight = decision ? Math.min(decision.rows.length, most) + 2 : 0;
	const body = rows - edges - notice.length - decisionHeight;
	const {graph, inspector, beside, drawing} = makeRoom(arrangement, {
		taken: rows - edges - body,
		editing: screen.editing !== null && screen.proposal === null,
		read: isReadClosely(facts),
	});
	draws(drawing);
	const request = pending.find(one => operationOf(one) === screen.selected) ?? null;
	const lives = screen.selected === null ? [] : view.lives(screen.selected);
	const page = pageOf(facts, {now, wraps, theme});
	const runNotes = state.notes.filter(one => one.output_name === null).map(one => one.note);
	/** What waits for the person, and what was last said. Read aloud, it comes before the text that it is about. */
	const asked = (
		<>
			{decision && (
				<Panel
					title={line(decision.title, decision.tone, true)}
					tone={decision.tone}
					width={columns}
					height={decisionHeight}
					rows={decision.rows}
				/>
			)}
			{notice.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row's identity is its place.
				<UntrustedLine key={index} spans={spans} />
			))}
		</>
	);
	return (
		<Box flexDirection="column" width={columns} height={rows} overflowY="hidden">
			<StateLine
				state={state}
				waiting={playback ? countAwaited(state) : pending.length}
				replay={playback && (playback.moment().following ? 'following' : 'replay')}
				held={held.size}
				selected={screen.selected}
				model={title.model}
				recorded={title.recorded}
				now={now}
				frame={frame}
				width={columns}
			/>
			{theme.spoken ? asked : null}
			{screen.help ? (
				<Help table={helpFor(screen)} top={screen.helpTop} width={columns} height={body} shows={shows} />
			) : (
				<Box flexDirection={directionOf(beside, theme)} height={body} overflowY="hidden">
					{graph.height > 0 && (
						<GraphPane
							view={view}
							drawing={drawing}
							held={held}
							selected={screen.selected}
							follows={!screen.steered}
							centres={screen.replay && !screen.steered}
							search={screen.search?.among === 'operations' ? screen.search : null}
							focused={screen.pane === 'graph'}
							now={now}
							frame={frame}
							{...graph}
						/>
					)}
					{inspector.height > 0 &&
						(page ? (
							<PagePanel page={page} top={topOf(screen)} shows={shows} {...inspector} />
						) : screen.editing ? (
							<EditorPanel
								editing={screen.editing}
								mode={modeOf(screen)}
								at={{x: beside ? graph.width : 0, y: 1 + (beside ? 0 : graph.height)}}
								sees={sees}
								{...inspector}
							/>
						) : (
							<Inspector
								subject={
									operation
										? {
												operation,
												lives,
												...lookFactsOf(view, operation.operation.output_name, held),
												request,
												runNotes,
												texts: state.texts,
												diffs,
												now,
												wraps,
											}
										: null
								}
								screen={screen}
								shows={shows}
								{...inspector}
							/>
						))}
				</Box>
			)}
			{theme.spoken ? null : asked}
			{playback && <ReplayBar playback={playback} width={columns} />}
			<Foot facts={facts} now={now} width={columns} />
		</Box>
	);
}

/** Beside each other, or one above the other; read aloud, the text comes before the list. */
function directionOf(beside: boolean, {spoken}: Theme): 'row' | 'column' | 'column-reverse' {
	if (spoken) return 'column-reverse';
	return beside ? 'row' : 'column';
}

/** Which pane has the whole screen: of a narrow one, the text that is edited. */
function zoomedPane({editing, zoomed, pane}: Screen, columns: number): Screen['pane'] | null {
	if (editing) return zoomed || columns < wideFrom ? 'inspector' : null;
	return zoomed ? pane : null;
}
