// The AWS partitions: which Regions they hold, how their hosts end and whether Tempo's token mode works there.
import { nearest } from "./nearest.ts";
import { describeValue, type Problem } from "./problems.ts";

/** The partitions whose Regions are known by name. */
export type Partition = "aws" | "aws-cn" | "aws-us-gov" | "aws-eusc";

/** What is true of a whole partition. */
export interface PartitionFacts {
    readonly partition: Partition;
    /** What service host names end in. */
    readonly dnsSuffix: string;
    /** Matches the whole name of each of its Regions, those of tomorrow included. */
    readonly regionPattern: RegExp;
    /** A few of its Regions, to suggest one. */
    readonly knownRegions: readonly string[];
    /** Why the operator's token mode cannot work there; absent where it can. */
    readonly tokenModeObstacle?: string;
}

const COMPASS = "(?:north|south|east|west|central|northeast|northwest|southeast|southwest)";

/** Every partition that is known here, the commercial one first. */
export const PARTITIONS: readonly PartitionFacts[] = [
    {
        partition: "aws",
        dnsSuffix: "amazonaws.com",
        regionPattern: new RegExp(`^(?:af|ap|ca|eu|il|me|mx|sa|us)-${COMPASS}-[1-9]$`),
        knownRegions: [
            ..."af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3".split(
                " ",
            ),
            ..."ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3".split(" "),
            ..."ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7".split(" "),
            ..."ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1".split(" "),
            ..."eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1".split(" "),
            ..."me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2".split(
                " ",
            ),
        ],
    },
    {
        partition: "aws-us-gov",
        dnsSuffix: "amazonaws.com",
        regionPattern: new RegExp(`^us-gov-${COMPASS}-[1-9]$`),
        knownRegions: ["us-gov-east-1", "us-gov-west-1"],
    },
    {
        partition: "aws-cn",
        dnsSuffix: "amazonaws.com.cn",
        regionPattern: new RegExp(`^cn-${COMPASS}-[1-9]$`),
        knownRegions: ["cn-north-1", "cn-northwest-1"],
        tokenModeObstacle: hostObstacle("amazonaws.com.cn"),
    },
    {
        partition: "aws-eusc",
        dnsSuffix: "amazonaws.eu",
        regionPattern: new RegExp(`^eusc-[a-z]{2}-${COMPASS}-[1-9]$`),
        knownRegions: ["eusc-de-east-1"],
        tokenModeObstacle: hostObstacle("amazonaws.eu"),
    },
];

/** The partition that a Region belongs to, or undefined when no known partition has such a Region. */
export function partitionOfRegion(region: string): Partition | undefined {
    return factsOfRegion(region)?.partition;
}

/** What keeps a value from being a Region in which Tempo can use web identity. */
export function regionProblems(region: unknown, path: string): Problem[] {
    const facts = typeof region === "string" ? factsOfRegion(region) : undefined;
    if (facts === undefined) {
        return [
            {
                path,
                expected: "the name of an AWS Region, such as us-east-2",
                found: describeValue(region),
                remedy: regionRemedy(region),
            },
        ];
    }
    if (facts.tokenModeObstacle === undefined) {
        return [];
    }
    return [
        {
            path,
            expected: "a Region of the partitions aws or aws-us-gov",
            found: `${describeValue(region)} (partition ${facts.partition})`,
            remedy: `Choose a Region of aws or aws-us-gov: ${facts.tokenModeObstacle}`,
        },
    ];
}

function factsOfRegion(region: string): PartitionFacts | undefined {
    return PARTITIONS.find(({ regionPattern }) => regionPattern.test(region));
}

function hostObstacle(dnsSuffix: string): string {
    return (
        "with web identity the Tempo Operator always writes the S3 host as s3.<region>.amazonaws.com, " +
        `and the hosts of this partition end in ${dnsSuffix}`
    );
}

function regionRemedy(region: unknown): string {
    if (typeof region !== "string" || region === "") {
        return "Set it to the Region that shall hold the traces, for example us-east-2";
    }
    const near = nearest(
        region.trim(),
        PARTITIONS.flatMap(({ knownRegions }) => knownRegions),
    );
    return near === undefined
        ? "Use a Region's code name as `aws ec2 describe-regions --all-regions` lists it"
        : `Did you mean ${near}?`;
}
