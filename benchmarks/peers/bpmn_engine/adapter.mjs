/**
 * bpmn-engine: live in memory with its state written as JSON after every step, or recovered from that state before it.
 *
 * A write is durable: to a file beside the old one, with fsync, and then in its place. Which of the two is `mode` in the settings.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { EventEmitter } from 'node:events';
import path from 'node:path';

const STEPS = 12;
const required = createRequire(path.join(process.cwd(), 'package.json'));
const { Engine } = required('bpmn-engine');
const { version } = JSON.parse(readFileSync(path.join(process.cwd(), 'node_modules', 'bpmn-engine', 'package.json'), 'utf8'));

function say(told) {
  process.stdout.write(JSON.stringify(told) + '\n');
}

class Cases {
  constructor(settings) {
    this.answer = settings.answer;
    this.recovers = settings.mode === 'recovered';
    this.source = settings.diagram
      .replaceAll('@choice@', '${environment.variables.urgent}')
      .replaceAll('@wait@', 'P40D');
    this.folder = settings.folder;
    this.number = 0;
  }

  async openCase() {
    const engine = new Engine({ name: 'W1', source: this.source, variables: { urgent: false } });
    const opened = { file: path.join(this.folder, `case-${++this.number}.json`), engine, over: false };
    opened.execution = await engine.execute({ listener: new EventEmitter() });
    await this.keep(opened);
    return opened;
  }

  async step(opened) {
    if (this.recovers) {
      const engine = new Engine({ name: 'W1' }).recover(JSON.parse(readFileSync(opened.file, 'utf8')));
      opened.engine = engine;
      opened.execution = await engine.resume({ listener: new EventEmitter() });
    }
    const waiting = opened.execution.getPostponed().find((element) => element.type === 'bpmn:UserTask');
    waiting.signal({ note: this.answer });
    opened.over = opened.execution.state === 'idle';
    await this.keep(opened);
    if (this.recovers && !opened.over) {
      await opened.engine.stop();
    }
  }

  async keep(opened) {
    const state = JSON.stringify(await opened.engine.getState());
    const beside = opened.file + '.new';
    const file = openSync(beside, 'w');
    writeSync(file, state);
    fsyncSync(file);
    closeSync(file);
    renameSync(beside, opened.file);
  }

  async steps(cases) {
    const seconds = [];
    for (let at = 0; at < cases; at++) {
      const opened = await this.openCase();
      for (let number = 1; number <= STEPS; number++) {
        if (opened.over) throw new Error(`the case was over after ${number - 1} steps of ${STEPS}`);
        const began = process.hrtime.bigint();
        await this.step(opened);
        seconds.push(Number(process.hrtime.bigint() - began) / 1e9);
      }
      if (!opened.over) throw new Error(`the case is not over after ${STEPS} steps`);
    }
    return { seconds };
  }
}

let cases;
for await (const line of createInterface({ input: process.stdin })) {
  const told = JSON.parse(line);
  if (!cases) {
    cases = new Cases(told);
    say({ ready: version });
  } else {
    say(await cases.steps(told.cases));
  }
}
process.exit(0);
