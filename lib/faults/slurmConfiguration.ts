import { createServer } from "node:net";
import { availableParallelism, hostname, userInfo } from "node:os";
import { join } from "node:path";

/** Seconds after which a node whose daemon is silent is down, and its tasks are queued again. */
const SILENT_SECONDS = 15;

/** A slurm.conf of a controller and a node on this machine, on ports of their own, with all their files in one folder. */
export async function slurmConfiguration(folder: string): Promise<string> {
  const [controller, node] = [await freePort(), await freePort()];
  const host = hostname().split(".")[0];
  const user = userInfo().username;
  return `${[
    "ClusterName=twinlab",
    `SlurmctldHost=${host}(127.0.0.1)`,
    `SlurmctldPort=${controller}`,
    `SlurmdPort=${node}`,
    `SlurmUser=${user}`,
    `SlurmdUser=${user}`,
    "AuthType=auth/munge",
    `AuthInfo=socket=${join(folder, "munge/socket")}`,
    "CryptoType=crypto/munge",
    "SelectType=select/cons_tres",
    "SelectTypeParameters=CR_CPU",
    "ProctrackType=proctrack/pgid",
    "TaskPlugin=task/none",
    "JobAcctGatherType=jobacct_gather/none",
    "AccountingStorageType=accounting_storage/none",
    "MpiDefault=none",
    "ReturnToService=2",
    `SlurmdTimeout=${SILENT_SECONDS}`,
    "KillWait=30",
    "SlurmdParameters=config_overrides",
    `StateSaveLocation=${join(folder, "state")}`,
    `SlurmdSpoolDir=${join(folder, "spool")}`,
    `SlurmctldPidFile=${join(folder, "slurmctld.pid")}`,
    `SlurmdPidFile=${join(folder, "slurmd.pid")}`,
    `NodeName=${host} NodeAddr=127.0.0.1 CPUs=${Math.max(2, availableParallelism())} State=UNKNOWN`,
    `PartitionName=lab Nodes=${host} Default=YES MaxTime=INFINITE State=UP`,
  ].join("\n")}\n`;
}

/** A port of this machine that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
