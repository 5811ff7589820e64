using AesniCheck.Cli;
using AesniCheck.Probes;

return CommandLine.Invoke(args, DevicesUnderTest.Machine);
