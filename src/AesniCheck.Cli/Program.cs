using AesniCheck.Cli;
using AesniCheck.Execution;
using AesniCheck.Stressors;

return FirstSteps.Take(args, () => CommandLine.Invoke(args, ThisMachine.Devices, StressorList.All));
