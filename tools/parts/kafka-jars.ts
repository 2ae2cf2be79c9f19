import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';

export const kafkaVersion = '3.9.1';

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tillhouse</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

/**
 * The folder of Kafka's jars: fetched once from Maven Central by `mvn` and kept outside the repository.
 * @returns the folder, or why there is none
 */
export function kafkaJars(): { folder: string } | { reason: string } {
  const folder = cacheFolder(`kafka-${kafkaVersion}`);
  if (existsSync(folder)) return { folder };
  if (spawnSync('mvn', ['-version']).status !== 0) return { reason: 'Maven, which fetches Kafka, is not installed' };
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}-new-`);
  writeFileSync(join(work, 'pom.xml'), pom);
  const jars = join(work, 'jars');
  const args = ['-B', '-q', 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`, '-DincludeScope=runtime'];
  const result = spawnSync('mvn', args, { cwd: work, encoding: 'utf8', timeout: 300_000 });
  if (result.status !== 0 || !existsSync(jars)) {
    rmSync(work, { recursive: true, force: true });
    return {
      reason: `Maven could not fetch Kafka: ${(result.stdout ?? '').split('\n').find((line) => line.includes('ERROR')) ?? 'timed out'}`,
    };
  }
  try {
    renameSync(jars, folder);
  } catch (error) {
    // Another run was faster; its jars are the same.
    if (!existsSync(folder) || readdirSync(folder).length === 0) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return { folder };
}
