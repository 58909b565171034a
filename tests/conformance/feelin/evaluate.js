// Reads {"module", "cases": [{"expression", "context"}], "repeat"} from standard input and writes one result per case.
// Values with a type of their own travel as {"@": type, "v": text}.

import { readFileSync } from 'node:fs';

const { module, cases, repeat } = JSON.parse(readFileSync(0, 'utf8'));

const feelin = await import(module);

const READERS = {
  date: feelin.date,
  dateTime: feelin.dateAndTime,
  time: feelin.time,
  duration: feelin.duration
};

function received(value) {
  if (Array.isArray(value)) {
    return value.map(received);
  }

  if (value === null || typeof value !== 'object') {
    return value;
  }

  if ('@' in value) {
    return READERS[value['@']](value.v);
  }

  return Object.fromEntries(Object.entries(value).map(([ name, inner ]) => [ name, received(inner) ]));
}

function sent(value) {
  if (value === null || value === undefined) {
    return null;
  }

  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { '@': 'number', v: String(value) };
  }

  if (value instanceof feelin.FeelDate) {
    return { '@': 'date', v: value.toString() };
  }

  if (value instanceof feelin.FeelDateTime) {
    return { '@': 'dateTime', v: value.toString() };
  }

  if (value instanceof feelin.FeelTime) {
    return { '@': 'time', v: value.toString() };
  }

  if (value instanceof feelin.FeelDuration) {
    return { '@': 'duration', v: value.toString() };
  }

  if (Array.isArray(value)) {
    return value.map(sent);
  }

  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([ name, inner ]) => [ name, sent(inner) ]));
  }

  return typeof value === 'function' ? { '@': 'function', v: '' } : value;
}

function answer({ expression, context }) {
  try {
    return { value: sent(feelin.evaluate(expression, received(context)).value) };
  } catch (error) {
    return { error: error.message };
  }
}

function speed({ expression, context }) {
  const known = received(context);

  for (let warm = 0; warm < 2000; warm++) {
    feelin.evaluate(expression, known);
  }

  const began = process.hrtime.bigint();

  for (let round = 0; round < repeat; round++) {
    feelin.evaluate(expression, known);
  }

  return { perSecond: repeat / (Number(process.hrtime.bigint() - began) / 1e9) };
}

process.stdout.write(JSON.stringify(cases.map(repeat ? speed : answer)));
