import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alwaysOpen, intervalsOf, minutesOf, officeHours, stretchWrong, weekOf } from './week';

test('times are read as people write them', () => {
  assert.deepEqual(['9', '930', '09:30', '9.30', '24:00', '৯:৩০'].map(minutesOf), [540, 570, 570, 570, 1440, 570]);
  assert.deepEqual(['', 'x', '25', '9:70', '24:30', '9:3'].map(minutesOf), [null, null, null, null, null, null]);
});

test('a week begins on Monday on the screen and on Sunday in the API', () => {
  assert.deepEqual(intervalsOf(officeHours)[0], { start_time: 1440 + 540, end_time: 1440 + 1080 });
  assert.equal(intervalsOf(officeHours).length, 5);
  assert.deepEqual(weekOf([{ start_time: 600, end_time: 720 }])[6], [{ from: '10:00', to: '12:00' }]);
});

test('always open is one stretch in the API and seven whole days on the screen', () => {
  assert.deepEqual(intervalsOf(alwaysOpen), [{ start_time: 0, end_time: 10080 }]);
  assert.deepEqual(weekOf([{ start_time: 0, end_time: 10080 }]), alwaysOpen);
});

test('a night shift is cut at midnight and joined again', () => {
  const night = [{ start_time: 1440 + 1320, end_time: 2880 + 360 }];
  assert.deepEqual(weekOf(night)[0], [{ from: '22:00', to: '24:00' }]);
  assert.deepEqual(weekOf(night)[1], [{ from: '00:00', to: '06:00' }]);
  assert.deepEqual(intervalsOf(weekOf(night)), night);
});

test('an end before its beginning is wrong', () => {
  assert.equal(stretchWrong({ from: '18:00', to: '09:00' }), true);
  assert.equal(stretchWrong({ from: '09:00', to: '18:00' }), false);
});
