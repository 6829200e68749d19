/** The English sentences for datasets that lie elsewhere: on a web server, or in S3. */
export const enElsewhere = {
  elsewhere: {
    address: 'Address',
    desktopLabel: 'Or type the address of one that lies on a web server or in S3',
    desktopExample: 'https://lab.example/cells.h5ad',
    desktopCheck: 'Check it',
    desktopEmpty: 'Type or paste an address, such as https://lab.example/cells.h5ad or s3://bucket/cells.h5ad.',
    untouched: 'It is downloaded to this computer when you share it. Where it lies nothing is changed.',
    here: 'A copy of it lies on this computer. Where it came from nothing is changed.',
    downloading: 'The link comes once the dataset is here. If you cancel, what has arrived is kept for the next time.',
    notYet: 'What is in the file shows here once it has been downloaded, which Share does.',
    means: 'Nothing was downloaded, so nothing is shared.',
    checkAgain: 'Check the address…',
  },

  bucket: {
    title: ({ name }: { name: string }) => `How ${name} is asked for`,
    intro: 'What you leave empty is as AWS’s own programs have it on this computer. Keys are never typed here.',
    fixed: 'This was given when Annotate Share was started, so it cannot be changed here.',
    endpoint: 'Server',
    endpointHint: 'Empty for Amazon’s own. Else an address such as https://s3.lab.example.',
    region: 'Region',
    profile: 'Profile of your AWS settings',
    anonymous: 'Ask without signing in, as for open data',
    save: 'Keep this and try again',
    notKept: ({ reason }: { reason: string }) => `Not kept. ${reason}`,
    wrong: 'Type an address such as https://s3.lab.example, without a password, or leave it empty.',
  },
};
