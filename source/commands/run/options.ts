/** The options that run, demo, resume and fork share: their names, and their meaning. */
import type {Options} from '../command.ts';

/** Below the working folder. */
export const usualRunsDir = 'runs';

export const runFlags = {
	request: {type: 'string'},
	answer: {type: 'string', isMultiple: true},
	headless: {type: 'boolean'},
	json: {type: 'boolean'},
	review: {type: 'string'},
	yes: {type: 'boolean'},
	step: {type: 'boolean'},
	model: {type: 'string', isMultiple: true},
	baseUrl: {type: 'string'},
	cassette: {type: 'string'},
	cassetteMatch: {type: 'string'},
	record: {type: 'boolean'},
	concurrency: {type: 'string'},
	maxUsd: {type: 'string'},
	maxTokens: {type: 'string'},
	allowRun: {type: 'string'},
	allowInstall: {type: 'boolean'},
	trust: {type: 'boolean'},
	preflight: {type: 'boolean'},
	workspaceFrom: {type: 'string'},
	runsDir: {type: 'string'},
} satisfies Options;

/** `begins`: for a new run, which can be given files to start from. */
export const runOptionsHelp = ({begins}: {begins: boolean}): string => `
  What it is told
    --request TEXT|@FILE|-   the task, instead of being asked (- reads it from stdin)
    --answer NAME=TEXT       answers a question of the operation NAME; again for the next one${begins ? '\n    --workspace-from DIR     starts from the files of DIR\n    --continue RUN           a new request on the program of RUN: its files, with its request and plan in view' : ''}

  Who decides
    --review all|declared|none   where to pause for a review (all in the app, declared headless)
    --yes                    approves every review (never lets a program run)
    --step                   waits before each operation until you begin it with . (in the app)
    --no-preflight           starts without the page that shows models and costs first
    --headless               without a screen (so by itself where there is no terminal)
    --json                   one action a line on stdout, nothing else; headless

  Which model
    --model M|NAME=M         a model for everything, or for the operation NAME
    --base-url URL           any endpoint that speaks OpenAI's chat completions
    --cassette RUN|FILE      a run, or its memory log, answers instead of a model
    --cassette-match loose|strict   strict: only to the very prompt it was recorded for
    --record                 what the cassette FILE lacks is asked of a model, and added to it

  Within which limits
    --max-usd N  --max-tokens N  --concurrency N (8)
    --allow-run sandbox|ask|always|never   when programs that a model wrote may run (sandbox)
    --allow-install          Python packages and debug.install may install without asking
    --trust                  code and providers of this folder may be used
    --runs-dir DIR           where runs are kept (./runs)
`;
