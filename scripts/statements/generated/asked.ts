/** Which kind of file a statement asks for. */
export type Asked =
  | 'terraform'
  | 'kubernetes'
  | 'nginx'
  | 'observability'
  | 'ci'
  | 'images'
  | 'sql'
  | 'other';

const ids = (words: string): readonly string[] => words.trim().split(/\s+/);

/** The statements of the documents that ask for a generated file, by its kind. */
export const ASKED: Readonly<Record<Asked, readonly string[]>> = {
  terraform: ids(`
    S0-03 S0-11 S0-12 S0-22 S0-23 S0-24 S0-25 S0-26 S0-27 S0-28 S0-29 S0-30 S1-001 S1-007
    S1-008 S1-009 S1-010 S1-011 S1-013 S1-016 S1-022 S1-025 S1-030 S1-032 S1-033 S1-034 S1-038
    S1-040 S1-042 S1-043 S1-044 S1-045 S1-046 S1-048 S1-049 S1-050 S1-051 S1-073 S1-075 S1-108
    S2-013 S2-017 S2-018 S2-019 S2-020 S2-026 S2-027 S2-034 S2-036 S2-037 S2-077 S2-078 S2-079
    S2-080 S2-081 S2-083 S2-086 S2-087 S4-011 S4-012 S4-092 S4-093 S4-094 S4-095 S4-096 S4-097
    S4-098 S4-099 S4-100 S4-101 S4-102 S4-103 S4-104 S4-105 S4-106 S4-107 S4-108 S4-109 S4-110
    S4-111 S4-112 S4-113 S4-114 S4-115 S4-116 S4-117 S4-118 S4-119 S4-120 S4-174
  `),
  kubernetes: ids(`
    S2-002 S2-003 S2-004 S2-014 S2-015 S2-016 S2-082 S2-083 S2-085 S2-101 S4-009 S4-010 S4-041
    S4-042 S4-043 S4-044 S4-045 S4-046 S4-047 S4-048 S4-049 S4-050 S4-051 S4-052 S4-053 S4-054
    S4-055 S4-056 S4-057 S4-058 S4-059 S4-060 S4-061 S4-062 S4-063 S4-083 S4-084 S4-085 S4-133
    S4-134 S4-135 S4-136 S4-137 S4-138 S4-139 S4-140 S4-141 S4-142 S4-143 S4-144
  `),
  nginx: ids(`
    S0-18 S0-32 S0-34 S1-056 S1-058 S1-124 S1-125 S1-130 S3-03 S3-16 S3-17 S3-18 S3-19 S3-20
    S3-21 S3-22 S3-47 S3-57 S4-149 S4-150 S4-151 S4-152 S4-153 S4-154
  `),
  observability: ids(`
    S0-50 S0-51 S0-52 S0-53 S0-54 S1-060 S1-061 S1-062 S1-063 S1-064 S1-065 S1-066 S1-067
    S1-068 S1-070 S2-064 S2-065 S2-073 S2-074 S2-075 S3-06 S3-11 S3-38 S3-39 S4-125 S4-126
    S4-127 S4-128 S4-129 S4-130 S4-131 S4-132
  `),
  ci: ids(`
    S0-41 S0-42 S0-43 S0-44 S0-45 S0-46 S1-083 S1-084 S1-085 S1-086 S1-087 S1-088 S1-089
    S1-090 S1-091 S1-092 S1-093 S1-094 S1-095 S1-096 S2-038 S2-039 S2-040 S2-041 S2-042 S2-043
    S2-044 S2-045 S2-046 S3-07 S3-12 S3-41 S3-42 S3-43 S3-46 S4-008 S4-039 S4-064 S4-065
    S4-066 S4-067 S4-068 S4-069 S4-070 S4-071 S4-072 S4-073 S4-074 S4-075 S4-076 S4-077 S4-078
  `),
  images: ids(`
    S0-44 S1-090 S2-040 S4-014 S4-015 S4-016 S4-017 S4-018 S4-019 S4-020 S4-022 S4-023 S4-024
    S4-025 S4-026 S4-028 S4-029 S4-030 S4-031 S4-033 S4-034 S4-035 S4-036 S4-037 S4-038 S4-040
  `),
  sql: ids(`
    S1-126 S1-127 S3-30 S3-31 S3-32 S3-60 S4-155 S4-156 S4-157 S4-158 S4-159 S4-160 S4-161
  `),
  other: ids(`
    S0-35 S0-37 S3-48 S3-53 S4-006 S4-121 S4-122 S4-123 S4-124
  `),
};

/** The targets that write what is asked for; some of it is the provider's own. */
export const TARGETS_OF: Readonly<Record<Asked, readonly string[]>> = {
  terraform: ['terraform', 'kubernetes'],
  kubernetes: ['kubernetes', 'terraform'],
  nginx: ['nginx', 'haproxy', 'kubernetes', 'terraform'],
  observability: ['prometheus', 'alertmanager', 'grafana', 'logs', 'terraform'],
  ci: ['github-actions'],
  images: ['docker', 'github-actions'],
  sql: ['databases'],
  other: ['hosts', 'databases', 'terraform'],
};
