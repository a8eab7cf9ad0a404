const{inspect:e,parseArgs:t}=globalThis.process.getBuiltinModule(`node:util`);var n=class extends Error{name=`UsageError`};function r(e,t){let r=new Map(Object.entries(t).map(([e,{type:t}])=>[`--${i(e)}`,t])),a=[];for(let t=0;t<e.length;t++){let i=e[t];if(i===`--`)return[...a,...e.slice(t)];if(r.get(i)!==`string`){a.push(i);continue}let o=e[++t];if(o===void 0||r.has(o.split(`=`,1)[0]))throw new n(`${i} needs a value after it.`);a.push(`${i}=${o}`)}return a}function i(e){return e.replace(/[A-Z]/g,e=>`-${e.toLowerCase()}`)}function a(e){let t=o(e);return e=>t.reduce((e,t)=>e.replaceAll(t,`[redacted]`),e)}function o(e){let t=e.filter(e=>e.length>=16).flatMap(e=>[JSON.stringify(e).slice(1,-1),e]);return[...new Set(t)].sort((e,t)=>t.length-e.length)}function s(e,t){let n=e;for(let e of t)e.length>=8&&(n=n.replaceAll(e,`[key]`));return n.replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi,`$1 [key]`).replace(/\bsk-[\w-]{16,}/g,`[key]`)}const c=/(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD)$/i;function l(e,t){return u(t,d(e))}function u(e,t){let n=Object.entries(e).flatMap(([e,t])=>t&&c.test(e)?[t]:[]);return s(a(n)(t),n)}function d(t){try{return e(t)}catch{return t.stack??t.message}}function f(e){return{done:0,failed:1,waiting:3,budget:4,stopped:130}[e]}const ee={name:`check`,summary:`Check pipelines without running anything; exit 2 if one is wrong`,usage:`check [pipeline]...`,most:1/0,flags:{},help:`
  ./pipeline.yml if none is named. Every problem at once, each with file:line:column, the line, and how to mend it;
  those of orchestrai.yml and config.yml as well. Modules of the folder are not loaded.

  Examples
    $ orchestrai check pipelines/*.yml
    $ orchestrai check engineering
`,async run(e){let{checkPipelines:t}=await import(`./check-pipelines-DQY3Axux.js`);return t(e)}},p=`runs`,m={request:{type:`string`},answer:{type:`string`,isMultiple:!0},headless:{type:`boolean`},json:{type:`boolean`},review:{type:`string`},yes:{type:`boolean`},step:{type:`boolean`},model:{type:`string`,isMultiple:!0},baseUrl:{type:`string`},cassette:{type:`string`},cassetteMatch:{type:`string`},record:{type:`boolean`},concurrency:{type:`string`},maxUsd:{type:`string`},maxTokens:{type:`string`},allowRun:{type:`string`},allowInstall:{type:`boolean`},trust:{type:`boolean`},preflight:{type:`boolean`},workspaceFrom:{type:`string`},runsDir:{type:`string`}},h=({begins:e})=>`
  What it is told
    --request TEXT|@FILE|-   the task, instead of being asked (- reads it from stdin)
    --answer NAME=TEXT       answers a question of the operation NAME; again for the next one${e?`
    --workspace-from DIR     starts from the files of DIR
    --continue RUN           a new request on the program of RUN: its files, with its request and plan in view`:``}

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
`,te={name:`demo`,summary:`The engineering pipeline on recorded answers: no key, real files, a real program, a real repair`,usage:`demo`,most:0,flags:{headless:m.headless,json:m.json,review:m.review,yes:m.yes,step:m.step,cassetteMatch:m.cassetteMatch,allowRun:m.allowRun,runsDir:m.runsDir},help:`
  --review all|declared|none      where to pause for a review (all in the app)
  --cassette-match loose|strict   strict: fails where a prompt differs from the recorded one
  --headless  --json  --yes  --step  --allow-run …  --runs-dir DIR   as for run

  Examples
    $ orchestrai demo
    $ orchestrai demo --headless --json | jq .type
`,async run({flags:e,around:t}){let[{runDemo:n},{readRunFlags:r}]=await Promise.all([import(`./run-demo-DTt7JKua.js`),import(`./flags-CKglYpOh.js`)]);return n(r(e),t)}},ne={name:`diff`,summary:`Compare two runs: the first operation that differs, and how`,usage:`diff <run> <run>`,most:2,flags:{runsDir:{type:`string`,default:p},only:{type:`string`},first:{type:`boolean`},stat:{type:`boolean`},context:{type:`string`,default:`3`},width:{type:`string`},json:{type:`boolean`},exitCode:{type:`boolean`}},help:`
  A run is named by its id, the beginning of one, its folder or its memory_log.json. First a table of all operations,
  then for each that differs what it was told and what it answered; side by side from 100 columns on.

  --only NAME      Of this operation alone
  --first          Of the first one alone that differs
  --stat           The table alone
  --context N      Equal lines that are shown around a change (3)
  --width N        Columns to print in; the terminal's, or as wide as it needs when piped
  --json           All of it as JSON
  --exit-code      Exit 1 if anything differs; without it 0, as long as both can be read
  --runs-dir DIR   Where runs are kept (./runs)

  Examples
    $ orchestrai diff 2026-11-22_14-03 2026-11-22_15-20
    $ orchestrai diff RUN FORK --first
`,async run(e){let{printDifference:t}=await import(`./print-difference-Dp9IjNl-.js`);return t(e)}},re={name:`doctor`,summary:`Check what the app needs of this machine, and say how to mend it`,usage:`doctor`,most:0,flags:{json:{type:`boolean`},baseUrl:{type:`string`}},help:`
  --json           the findings as JSON
  --base-url URL   ask this endpoint

  Exit 1 if something that every run needs is wrong.

  Examples
    $ orchestrai doctor
`,async run(e){let{examine:t}=await import(`./examine-8UGLRi4I.js`);return t(e)}},g=`orchestrai-outputs`,ie={name:`export`,summary:`Write the program and the outputs of a run to a folder, without the history`,usage:`export <run> <dir>`,most:2,flags:{force:{type:`boolean`},made:{type:`boolean`},programOnly:{type:`boolean`},runsDir:{type:`string`,default:p}},help:`
  The program's files go to the top of the folder, as the memory log has them; the current version of each output to
  ${g}/ in it. \`orchestrai run --workspace-from DIR\` begins with that program, and leaves the outputs out.

  --made           Also what the program made when it ran, to ${g}/made/
  --program-only   The program alone
  --force          Also into a folder that is not empty: files of the same names are replaced, all others stay
  --runs-dir DIR   Where runs are kept (./runs)

  Examples
    $ orchestrai export 2026-11-22_14-03-11_engineering tracker
    $ orchestrai export RUN tracker --force --made
`,async run(e){let{writeExport:t}=await import(`./write-export-DxSn2uvP.js`);return t(e)}},ae={name:`fork`,summary:`Begin a new run with the history of another: what is unchanged is taken over, not paid for`,usage:`fork <run>`,most:1,flags:{...m,from:{type:`string`,isMultiple:!0},set:{type:`string`,isMultiple:!0},at:{type:`string`}},help:`
  What is made anew
    --from NAME              the operation NAME, and whatever depends on it
    --set NAME=TEXT|@FILE    puts a text in the place of NAME's output; what depends on it is made anew
    --request TEXT           puts another task in the place of the one there was
    --model NAME=M           the operation NAME, with this model; --model M is for all that is made anew
    --at N                   the other run as it stood after its first N actions
${h({begins:!1})}
  Examples
    $ orchestrai fork 2026-11-22_14-03 --from code --model code=large
    $ orchestrai fork 2026-11-22_14-03 --set code_plan=@plan.md
`,async run(e){let{forkRun:t}=await import(`./fork-run-9mKybJMj.js`);return t(e)}},_={name:`graph`,summary:`Print the graph of a pipeline: drawn, or as mermaid, dot or json`,usage:`graph [pipeline]`,most:1,flags:{format:{type:`string`,default:`text`},width:{type:`string`},direction:{type:`string`}},help:`
  --format text|mermaid|dot|json   Text draws it here; the others are for other tools
  --width N                        Columns to draw in; the terminal's, or as wide as it needs when piped
  --direction lr|tb                Left to right or top to bottom; whichever fits. What fits neither way is
                                   drawn with one row for each operation

  Examples
    $ orchestrai graph engineering
    $ orchestrai graph newsroom --direction tb
    $ orchestrai graph newsroom --format dot | dot -Tsvg > newsroom.svg
`,async run(e){let{printGraph:t}=await import(`./print-graph-glQ65GTL.js`);return t(e)}},v={name:`login`,summary:`Store a key, after checking it with one free call`,usage:`login`,most:1/0,flags:{baseUrl:{type:`string`},forget:{type:`boolean`}},help:`
  --base-url URL   the endpoint that the key is for (OpenAI's)
  --forget         remove the stored key

  The key is typed unseen, or comes on stdin; never as an argument, where other programs could read it.

  Examples
    $ orchestrai login
    $ pass show openai | orchestrai login
`,async run(e){let{logIn:t}=await import(`./log-in-DJLAvxLA.js`);return t(e)}},y={name:`models`,summary:`List what the endpoint offers, and what small, medium and large mean`,usage:`models`,most:0,flags:{baseUrl:{type:`string`},trust:{type:`boolean`}},help:`
  --base-url URL   ask this endpoint
  --trust          use the providers of this folder

  Examples
    $ orchestrai models
    $ orchestrai models --base-url http://localhost:11434/v1
`,async run(e){let{printModels:t}=await import(`./print-models-CdL_jAHO.js`);return t(e)}},oe={name:`replay`,summary:`Watch how a run went (the newest if none is named): no call is made, nothing is written`,usage:`replay [run|file]`,most:1,flags:{follow:{type:`boolean`},headless:{type:`boolean`},json:{type:`boolean`},whole:{type:`boolean`},runsDir:{type:`string`,default:p}},help:`
  --follow         watch a run that another terminal is running, or is about to begin
  --headless       print the story as text, also in a terminal
  --whole          with it: every text whole, instead of how it begins
  --json           print the actions, one a line
  --runs-dir DIR   where runs are kept (./runs)

  Logs of the Python OrchestrAI can be replayed too.

  Examples
    $ orchestrai replay
    $ orchestrai replay --follow
    $ orchestrai replay 2026-11-22_14-03-11_engineering --whole | less
`,async run(e){let{replayRun:t}=await import(`./replay-run-BLBF3PYq.js`);return t(e)}},se={name:`resume`,summary:`Go on where a run stopped (the newest unfinished one if none is named), or open a done one`,usage:`resume [run]`,most:1,flags:{...m,adopt:{type:`boolean`}},help:`
  What changed since
    --adopt                  goes on with the pipeline, prompts and modules as they are now; what that
                             makes stale is made anew (without it, what was recorded holds)
${h({begins:!1})}
  Examples
    $ orchestrai resume
    $ orchestrai resume 2026-11-22_14-03-11_engineering --max-usd 2
    $ orchestrai resume --adopt --headless
`,async run(e){let{resumeRun:t}=await import(`./resume-run-CyqjiaXt.js`);return t(e)}},ce={name:`run`,summary:`Run a pipeline: a name, or a path to a YAML file (./pipeline.yml if none is named)`,usage:`run [pipeline]`,most:1,flags:{...m,continue:{type:`string`}},help:`${h({begins:!0})}
  Examples
    $ orchestrai run engineering --request "A terminal game of 2048"
    $ orchestrai run --continue 2026-11-22_14-03 --request "Add a high score table"
    $ orchestrai run ./pipeline.yml --base-url http://localhost:11434/v1 --model qwen3
`,async run(e){let{startRun:t}=await import(`./start-run-DSogH4z4.js`);return t(e)}},le={name:`runs`,summary:`List runs: when, pipeline, status, tokens, cost; find a text in them, or clear old ones away`,usage:`runs`,most:0,flags:{runsDir:{type:`string`,default:p},json:{type:`boolean`},find:{type:`string`},prune:{type:`boolean`},olderThan:{type:`string`},keep:{type:`string`},unfinished:{type:`boolean`},yes:{type:`boolean`}},help:`
  --runs-dir DIR     Where they are kept (./runs)
  --json             One run a line; with --find one hit

  --find TEXT        Search prompts, outputs, files, feedback and what programs printed, in any case of letters. What goes
                     on into later prompts is told once for each run

  --prune            List the runs that are done and old, and how much room they take; nothing is removed yet
  --older-than 30d   With it: those whose last event is as old (h, d, w; 30d, unless --keep is given alone)
  --keep N           With it: never one of the newest N
  --unfinished       With it: also those that could be resumed
  --yes              With it: remove them

  Examples
    $ orchestrai runs
    $ orchestrai runs --json | jq 'select(.status == "failed") | .id'
    $ orchestrai runs --find "KeyError"
    $ orchestrai runs --prune --older-than 2w --keep 20
`,async run(e){let{printRuns:t}=await import(`./print-runs-DaszVEQq.js`);return t(e)}},b={name:``,summary:`Runs pipelines of language-model modules under your eye`,usage:``,most:0,flags:{},help:``,async run(e){let{stay:t}=await import(`./stay-D2v861HQ.js`);return t(e)}},x=[ce,te,se,ae,oe,le,ne,ie,ee,_,y,v,re],S=Math.max(...x.map(({usage:e})=>e.length)),C=`
  Usage
    $ orchestrai ${``.padEnd(S)}  Home: pipelines and past runs
${x.map(({usage:e,summary:t})=>`    $ orchestrai ${e.padEnd(S)}  ${t}`).join(`
`)}

  Every command has its own --help (-h). --version (-v) says which this is; --debug shows stack traces.
  Exit codes: 0 done, 1 failed, 2 wrong usage or pipeline, 3 waits for a person, 4 budget reached,
  130 interrupted (129, 131, 143 by a signal), 141 if nobody reads what it prints.

  Examples
    $ orchestrai demo
    $ orchestrai run engineering --request "A terminal game of 2048"
`;function w(e){let t=Array(4352);return{pages:t,fill(n){let r=/* @__PURE__ */ new Uint8Array(256);for(let t=0;t<256;t++)r[t]=e(String.fromCodePoint((n<<8)+t));return t[n]=r,r}}}function T({pages:e,fill:t},n){return(e[n>>8]??t(n>>8))[n&255]}const E=`\\p{Cc}\\p{Cs}\\u2028\\u2029\\uFFF9-\\uFFFB\\u{13430}-\\u{1343F}\\p{Bidi_Control}\\p{Default_Ignorable_Code_Point}`,D=RegExp(`[${E}]`,`gu`),O={plain:0,hidden:1,mark:2,joining:3,half:4},ue=RegExp(`[${E}]`,`u`),k=w(e=>/\p{Cs}/u.test(e)?O.half:/[\u200D\uFE0F]/.test(e)?O.joining:ue.test(e)?O.hidden:/[\p{Mn}\p{Me}]/u.test(e)?O.mark:O.plain),de=w(e=>+!!/\p{Extended_Pictographic}/u.test(e)),A=65039,j=8192,M=/* @__PURE__ */ new Uint16Array(8272),N=new Uint8Array(Uint16Array.of(1).buffer)[0]===1,P=new TextDecoder(N?`utf-16le`:`utf-16be`,{ignoreBOM:!0}),F=/* @__PURE__ */ new Map;function I(e,{keepNewlines:t=!0}={}){let n=``,r=0,i=0,a=null,{pages:o,fill:s}=k;for(let c=0;c<e.length;c++){let l=e.charCodeAt(c),u=(o[l>>8]??s(l>>8))[l&255];if(u===O.plain||t&&(l===10||l===9))continue;let d=l,f=c+1;if(u===O.half&&(d=e.codePointAt(c),d!==l&&f++,u=d===l?O.hidden:T(k,d)),(u===O.mark||u===O.joining)&&(a??=new R(e),(u===O.mark?a.isMarkTooMany(c,f):a.isJoinerAstray(c,d))&&(u=O.hidden)),u!==O.hidden)c=f-1;else{if(c-i>64)n+=L(r)+e.slice(i,c),r=0;else for(;i<c;)M[r++]=e.charCodeAt(i++);if(!(t&&l===13&&e.charCodeAt(f)===10)){if(l<32)M[r++]=9216+l;else{let e=F.get(d)??W(d);for(let t=0;t<e.length;t++)M[r++]=e[t]}}for(let n=0;f<e.length&&r<j&&n<64;f++){let i=e.charCodeAt(f);if(i>=127)break;i>=32||t&&(i===10||i===9)?(M[r++]=i,n++):(n=0,t&&i===13&&e.charCodeAt(f+1)===10||(M[r++]=9216+i))}r>=j&&(n+=L(r),r=0),i=f,c=f-1}}return i===0?e:n+L(r)+e.slice(i)}function L(e){let t=M.subarray(0,e);return e<256?String.fromCharCode(...t):P.decode(t)}var R=class{#e;#t=0;#n=-1;#r=0;#i=-1/0;constructor(e){this.#e=e}isMarkTooMany(e,t){return this.#t=this.#n===e?this.#t+1:1,this.#n=t,this.#t>8}isJoinerAstray(e,t){return!V(this.#e,e,t)||t===8205&&(this.#r=e-this.#i<=5?this.#r+1:1,this.#i=e,this.#r>8)}};function z(e){let t=/* @__PURE__ */ new Map,n=new R(e);for(let r=0;r<e.length;r++){let i=e.charCodeAt(r);if(T(k,i)===O.plain||i===10||i===9||i===13&&e.charCodeAt(r+1)===10)continue;let a=e.codePointAt(r),o=T(k,a);(o===O.hidden||o===O.half||o===O.mark&&n.isMarkTooMany(r,r+(a>65535?2:1))||o===O.joining&&n.isJoinerAstray(r,a))&&t.set(a,(t.get(a)??0)+1),a>65535&&r++}return t}function B(e){return(JSON.stringify(e)??`null`).replace(D,pe)}function V(e,t,n){let r=U(e,t);if(n===A)return H(r)||fe(r)&&e.charCodeAt(t+1)===8419;let i=r===A||r>=127995&&r<=127999;return(H(r)||i&&H(U(e,t-(r>65535?2:1))))&&t+1<e.length&&H(e.codePointAt(t+1))}function H(e){return T(de,e)===1}function fe(e){return e>=48&&e<=57||e===35||e===42}function U(e,t){if(t<=0)return 0;let n=e.charCodeAt(t-1),r=t>1&&n>=56320&&n<=57343?e.codePointAt(t-2):n;return r>65535?r:n}function W(e){let t=e===127?`␡`:`⟨U+${e.toString(16).toUpperCase().padStart(4,`0`)}⟩`,n=Uint16Array.from(t,e=>e.charCodeAt(0));return F.set(e,n),n}function pe(e){return Array.from({length:e.length},(t,n)=>`\\u${e.charCodeAt(n).toString(16).padStart(4,`0`)}`).join(``)}function G(e){return{get isTTY(){return!!e.isTTY},get columns(){return e.columns},get rows(){return e.rows},colorDepth:t=>e.isTTY?e.getColorDepth(t):1,write:t=>e.write(I(t)),send:t=>e.write(t),drained(t){return t.aborted?Promise.resolve():new Promise(n=>{let r=()=>{e.off(`drain`,r),t.removeEventListener(`abort`,r),n()};e.on(`drain`,r),t.addEventListener(`abort`,r)})},onBroken(t){return e.on(`error`,t),()=>e.off(`error`,t)},bare:()=>e}}function me(e,a){let o=new Map(Object.entries(a).map(([e,t])=>[i(e),{name:e,...t}])),{values:s,positionals:c,tokens:l}=t({args:r(e,a),options:Object.fromEntries([...o].map(([e,{type:t,isMultiple:n=!1}])=>[e,{type:t,multiple:n}])),strict:!1,allowNegative:!0,tokens:!0}),u=l.filter(e=>e.kind===`option`).map(({name:e})=>e),d={};for(let[e,t]of Object.entries(a))t.default!==void 0&&(d[e]=t.default);for(let[e,t]of Object.entries(s)){let r=o.get(e);if(r===void 0)d[e]=t;else{if(!r.isMultiple&&u.filter(t=>t===e).length>1)throw new n(`--${e} is said twice: leave one of them out.`);d[r.name]=r.type===`boolean`?he(e,t):t}}return{flags:d,input:c}}function he(e,t){if(typeof t==`boolean`)return t;if(t===`true`||t===`false`)return t===`true`;throw new n(`--${e} takes no value, and has \`${t}\`.`)}const ge=/* @__PURE__ */ RegExp(`^--?(?:(?:[a-z]+-)*api-?key|(?:(?:[a-z]+-)*(?:api|auth|access|bearer|client|private|my|openai|anthropic|azure|google|gemini|mistral|groq|openrouter)-)?(?:key|token|secret|password))(?:=|$)`),_e=/^sk-[\w-]{16,}$/,K="Other programs can read arguments, and your shell keeps them in its history: revoke this key. Store the new one with `orchestrai login`, or put it into OPENAI_API_KEY, in the environment or in a file .env; for a provider of orchestrai.yml, into the variable that its `api_key_env` names.";function ve(e){for(let t of e){let e=ge.exec(t.replaceAll(`_`,`-`).toLowerCase())?.[0].replace(`=`,``);if(e)throw new n(`\`${e}\`: a key is never given as an argument. ${K}`);if(t.split(`=`).some(e=>_e.test(e)))throw new n(`a key is never given as an argument, and one of them looks like one. ${K}`)}}function q(e,t){let n=[...t],r=J(e,n),i=Y(e);return r!==null||i.length<3?r:n.find(e=>Y(e).startsWith(i))??null}function J(e,t){let n=Y(e);if(n===``||n.length>ye)return null;let r=null,i=Math.min(be,Math.floor(n.length/3))+1;for(let e of t){let t=xe(n,Y(e),i);t>=i||(r=e,i=t)}return r}const ye=200,be=4;function Y(e){return e.trim().toLowerCase().replaceAll(/[-\s]/g,`_`)}function xe(e,t,n){if(Math.abs(e.length-t.length)>=n)return n;let r=[],i=Array.from({length:t.length+1},(e,t)=>t);for(let a=1;a<=e.length;a++){let o=[a],s=a;for(let n=1;n<=t.length;n++){let c=e[a-1]===t[n-1],l=Math.min(i[n]+1,o[n-1]+1,i[n-1]+ +!c);a>1&&n>1&&e[a-1]===t[n-2]&&e[a-2]===t[n-1]&&(l=Math.min(l,r[n-2]+1)),o.push(l),s=Math.min(s,l)}if(s>n)return n;r=i,i=o}return Math.min(i[t.length],n)}function X(e){try{if(e instanceof Error&&typeof e.message==`string`&&Se(e.stack))return e}catch{}return/* @__PURE__ */ Error(`It threw ${we(e)}.`)}function Se(e){return e===void 0||typeof e==`string`}function Ce(e){try{return e instanceof Error}catch{return!1}}function we(e){if(typeof e==`function`)return`a function`;if(typeof e==`symbol`)return`a symbol`;if(Ce(e))return`an error that cannot be read`;if(e===void 0||typeof e==`bigint`)return String(e);try{let t=JSON.stringify(e);return t.length>200?`${t.slice(0,200)}…`:t}catch{return`something that cannot be shown`}}const Z={debug:{type:`boolean`},help:{type:`boolean`},version:{type:`boolean`}},Q=/* @__PURE__ */ new Map([[`-h`,`--help`],[`-v`,`--version`]]);async function Te(e){let{stdin:t,stdout:r,stderr:i,env:a}=process,o=process.exit.bind(process),s={folder:process.cwd(),environment:a,stdin:t,stdout:G(r),stderr:G(i)},c=t=>{let n=X(t);s.stderr.write(`${u(a,`orchestrai: ${n.message}`)}\n`),e.includes(`--debug`)&&s.stderr.write(`${l(n,a)}\n`)},d=!1;for(let e of[r,i])e.on(`error`,De);r.on(`error`,()=>{d=!0}),process.on(`uncaughtException`,e=>{process.listenerCount(`uncaughtException`)>1||(c(e),o(1))}),process.on(`beforeExit`,()=>{process.listenerCount(`beforeExit`)>1||(c(/* @__PURE__ */ Error(`it ended before its work was done: something was waited for that cannot come.`)),o(1))});let f;try{f=await Oe(e,s)}catch(e){c(e),f=e instanceof n?2:1}await Promise.all([r,i].map(Ee)),o(f===0&&d?141:f)}function Ee(e){return new Promise(t=>{e.destroyed?t(null):e.write(``,t)})}function De(e){if(e.code!==`EPIPE`&&e.code!==`EIO`)throw e}async function Oe(e,t){let n=ke(e);ve(n);let r=je(n),i={...Z,...r.flags},{flags:a,input:o}=me(r===b?n:n.slice(1),i);if(a.help)return t.stdout.write(Ae(r)),0;if(a.version){let{readVersion:e}=await import(`./version-BtBUAWmk.js`);return t.stdout.write(`${await e()}\n`),0}return Me(a,r),Ne(o,r),r.run({input:o,flags:a,around:t})}function ke(e){let[t=``,...n]=e;if(t===`help`)return[...n.filter(e=>!e.startsWith(`-`)),`--help`];let r=Q.get(t);if(r!==void 0)return[r,...n];let i=n.length===1?Q.get(n[0]):void 0;return i===void 0?e:[t,i]}function Ae(e){let t=(e===b?C:`${e.usage}\n${e.help}`).replace(/^\n+|\s+$/g,``).split(`
`),n=e===b?``:`  `;return`\n  ${e.summary}\n\n${t.map(e=>e===``?``:`${n}${e}`).join(`
`)}\n\n`}function je(e){let t=e[0];if(t===void 0||t.startsWith(`-`))return b;let r=x.find(({name:e})=>e===t);if(r)return r;let i=q(t,x.map(({name:e})=>e));throw new n(`there is no command \`${t}\`.${i===null?``:` Did you mean \`${i}\`?`} \`orchestrai --help\` lists them.`)}function Me(e,t){let r=Object.keys({...Z,...t.flags}).map(i);for(let a of Object.keys(e).map(i)){if(r.includes(a))continue;let e=q(a,r);throw new n(`there is no option --${a} here.${e===null?``:` Did you mean --${e}?`} \`${$(t)} --help\` lists them.`)}}function $({name:e}){return[`orchestrai`,e].join(` `).trimEnd()}function Ne(e,t){let r=e.slice(t.most);if(r.length!==0)throw new n(`\`${$(t)}\` does not know what to do with \`${r.join(` `)}\`. A text of several words is put in quotes, as in --request "A terminal game". \`${$(t)} --help\` shows how it is used.`)}function Pe(e){return e}var Fe=class extends Error{name=`OperationFailure`;kind;remedy;constructor(e){super(e.message,{cause:e.cause}),this.kind=e.kind,this.remedy=e.remedy??null}};export{n as _,q as a,B as c,p as d,f,i as g,o as h,X as i,I as l,a as m,Pe as n,J as o,s as p,Te as r,z as s,Fe as t,g as u};
//# sourceMappingURL=front-nkSy3dn1.js.map