/** What a caller has open in the inference host, by id. */
import { randomUUID } from 'node:crypto';
import { EngineError } from '../../engine/core/errors.ts';

const maxOpenTasks = 64;

export interface TaskTable<Task> {
  /** @throws EngineError E_OOM: as many are open as may be */
  requireRoom(): void;
  /** @returns the task's id. @throws EngineError E_OOM */
  add(task: Task): string;
  /** @throws EngineError E_NOT_FOUND */
  get(taskId: string): Task;
  remove(taskId: string): Task | undefined;
}

/** @param what the task is, for messages */
export function createTaskTable<Task>(what: string): TaskTable<Task> {
  const tasks = new Map<string, Task>();
  const requireRoom = () => {
    if (tasks.size >= maxOpenTasks)
      throw new EngineError('E_OOM', `${tasks.size} tasks of ${what} are open, at most ${maxOpenTasks} may be`);
  };
  return {
    requireRoom,
    add(task) {
      requireRoom();
      const taskId = randomUUID();
      tasks.set(taskId, task);
      return taskId;
    },
    get(taskId) {
      const task = tasks.get(taskId);
      if (task === undefined) throw new EngineError('E_NOT_FOUND', `there is no ${what} ${taskId}`);
      return task;
    },
    remove(taskId) {
      const task = tasks.get(taskId);
      tasks.delete(taskId);
      return task;
    },
  };
}
