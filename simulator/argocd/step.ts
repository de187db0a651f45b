import { nextDue, schedule } from "./agenda";
import { recordEvent } from "./app-events";
import { applyManifests, applyProject, createApplication, deleteApplication, patchApplication } from "./applications";
import { makeFleet, touchFleet, touchNamed } from "./fleet";
import { drift, runAction } from "./hands";
import { continueOperation, terminateOperation } from "./operation";
import { beginOperation } from "./operation-state";
import { moveCluster, noticeTree, reconcile, refreshLive, requestRefresh } from "./reconcile";
import type { Snapshots } from "./repository";
import { deleteResource, patchResource } from "./resource-edits";
import { beginTurn, type Effect, ownApplication, type Turn } from "./turn";
import type { World, WorldEvent } from "./world";

interface Step {
  world: World;
  effects: Effect[];
  /** Simulated time of the next event on the agenda (milliseconds), null when nothing is due. */
  nextDue: number | null;
}

/**
 * One event carried out at simulated time `now`. Pure: the world that is passed in stays as it was, nothing is read
 * but `snapshots` (immutable contents of Git), and the same arguments give the same result.
 */
export function step(world: World, event: WorldEvent, now: number, snapshots: Snapshots): Step {
  const turn = beginTurn(world, now, snapshots);
  carryOut(turn, event);
  return { world: turn.world, effects: turn.effects, nextDue: nextDue(turn.world) };
}

function carryOut(turn: Turn, event: WorldEvent): void {
  switch (event.type) {
    case "manifests":
      applyManifests(turn, event.projects, event.applications, event.revision);
      return;
    case "create":
      createApplication(turn, event.application, false);
      return;
    case "project":
      applyProject(turn, event.project, false);
      return;
    case "poll":
      reconcileAll(turn);
      return;
    case "fleet":
      makeFleet(turn.world, event.count, turn.now);
      return;
    case "touch":
      touchFleet(turn, event.count);
      return;
    case "touch-named":
      touchNamed(turn, event.application);
      return;
    default:
      carryOutForOne(turn, event);
      return;
  }
}

// The controller spreads its comparisons; here they follow each other within a second.
function reconcileAll(turn: Turn): void {
  for (const [index, name] of Object.keys(turn.world.applications).entries()) {
    schedule(turn.world, turn.now + index * 200, { type: "reconcile", name });
  }
}

function carryOutForOne(turn: Turn, event: Extract<WorldEvent, { name: string }>): void {
  const app = ownApplication(turn, event.name);
  if (!app) return;
  switch (event.type) {
    case "refresh":
      requestRefresh(turn, app, event.mode, event.from);
      return;
    case "reconcile":
      reconcile(turn, app);
      return;
    case "heal":
      refreshLive(turn, app);
      return;
    case "cluster":
      moveCluster(turn, app);
      return;
    case "operate":
      beginOperation(turn, app, event.operation);
      recordEvent(turn, app, "OperationStarted", event.announcement, {
        user: event.operation.initiatedBy.username,
      });
      return;
    case "continue":
      if (app.task?.id === event.id) continueOperation(turn, app);
      noticeTree(turn, app);
      return;
    case "terminate":
      terminateOperation(turn, app, event.user);
      return;
    case "patch":
      patchApplication(turn, app, event.patch);
      return;
    case "delete":
      deleteApplication(turn, app);
      return;
    case "action":
      runAction(turn, app, event.deployment, event.action, event.replicas);
      return;
    case "delete-resource":
      deleteResource(turn, app, event.resource);
      return;
    case "patch-resource":
      patchResource(turn, app, event.resource, event.patch);
      return;
    case "drift":
      drift(turn, app, event);
      return;
  }
}
