// A fleet of hubs on Azure Container Apps, with Cosmos DB (serverless), Service Bus, Blob Storage and Key Vault.
//
//   az deployment group create -g <group> -f infra/main.bicep \
//     -p image=<registry>/hub imageDigest=sha256:<64 digits> \
//        keyRingSecret=$(openssl rand -base64 32) bootstrapToken='1|<a long secret>'
//
// Nothing but the hub's own identity may reach the data, and that from the hub's own network: accounts have no keys, and no
// door to the internet but the hub's own. Only a Standard Service Bus cannot be closed; it asks for the identity all the same.
targetScope = 'resourceGroup'

@description('Begins the names of all resources; letters and digits, so that every kind of name may have it.')
@minLength(3)
@maxLength(11)
param prefix string = 'hub'

@description('Where everything is.')
param location string = resourceGroup().location

@description('The image built from the Dockerfile, as in example.azurecr.io/hub: without a tag, which may be moved to another image.')
param image string

@description('Which image exactly, as docker push prints it: sha256: and 64 digits.')
@minLength(71)
@maxLength(71)
param imageDigest string

@description('The container registry of this resource group that the image is in; empty: one that needs no sign-in.')
param registryName string = ''

@description('32 bytes in base64, kept in the vault: the data protection keys are encrypted with them. Never change it.')
@secure()
param keyRingSecret string

@description('The first API token, as 1|<secret> with a secret of 32 characters at least, kept in the vault; for automation.')
@minLength(34)
@secure()
param bootstrapToken string

@description('How clients reach the hub, as in https://hub.example.com; empty: the address that Container Apps gives.')
param publicUrl string = ''

@description('The network of the hubs and of what they reach privately; at least a /26.')
param networkPrefix string = '10.61.0.0/24'

@description('The networks that the ingress of Container Apps calls from: what it says of a client is believed.')
param trustedProxies array = ['100.64.0.0/10', cidrSubnet(networkPrefix, 27, 0)]

@description('Premium is reached over the network of the hubs alone, and has a fixed price; Standard is paid by the message.')
@allowed(['Standard', 'Premium'])
param serviceBusTier string = 'Standard'

@description('Hubs that run when there is nothing to do. With 0 nobody would deliver what is due.')
@minValue(1)
param minHubs int = 2

@description('Hubs that run at most.')
@maxValue(100)
param maxHubs int = 10

@description('Requests an organization sends to receivers in any 60 seconds, over all hubs; 0 lifts the limit.')
@minValue(0)
param eventsPerMinute int = 1000

var suffix = uniqueString(resourceGroup().id)
var database = 'hub'
var queue = 'deliveries'
var attachmentContainer = 'attachments'
var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'
var vaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var serviceBusDataOwner = '090c5cfd-751d-490a-894a-3ce6f1109419'
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var cosmosDataContributor = '00000000-0000-0000-0000-000000000002'
var hubUrl = empty(publicUrl) ? 'https://${prefix}.${environment.properties.defaultDomain}' : publicUrl

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${prefix}-${suffix}'
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${prefix}-${suffix}'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
    features: { disableLocalAuth: true }
  }
}

// ---- The network: the hubs in one half, what they reach privately in the other ----

var isQueuePrivate = serviceBusTier == 'Premium'

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${prefix}-${suffix}'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [networkPrefix] }
    subnets: [
      {
        name: 'hubs'
        properties: {
          addressPrefix: cidrSubnet(networkPrefix, 27, 0)
          delegations: [{ name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'data'
        properties: { addressPrefix: cidrSubnet(networkPrefix, 27, 1) }
      }
    ]
  }

  resource hubSubnet 'subnets' existing = { name: 'hubs' }
  resource dataSubnet 'subnets' existing = { name: 'data' }
}

var doors = concat(
  [
    { name: 'cosmos', target: cosmos.id, group: 'Sql', zone: 'privatelink.documents.azure.com' }
    { name: 'vault', target: vault.id, group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
    { name: 'blobs', target: blobs.id, group: 'blob', zone: 'privatelink.blob.${az.environment().suffixes.storage}' }
  ],
  isQueuePrivate
    ? [{ name: 'servicebus', target: serviceBus.id, group: 'namespace', zone: 'privatelink.servicebus.windows.net' }]
    : []
)

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for door in doors: {
    name: door.zone
    location: 'global'
  }
]

resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (door, index) in doors: {
    parent: zones[index]
    name: network.name
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for door in doors: {
    name: '${prefix}-${door.name}-${suffix}'
    location: location
    properties: {
      subnet: { id: network::dataSubnet.id }
      privateLinkServiceConnections: [
        {
          name: door.name
          properties: { privateLinkServiceId: door.target, groupIds: [door.group] }
        }
      ]
    }
  }
]

resource endpointNames 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (door, index) in doors: {
    parent: endpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: door.name, properties: { privateDnsZoneId: zones[index].id } }]
    }
  }
]

// What lists are sorted by: the declared indexes of all document types, and none for the order of ids.
var sortedBy = [
  []
  ['action', 'id']
  ['actor', 'id']
  ['article_id', 'number']
  ['assignee_id']
  ['assignee_id', 'id']
  ['at']
  ['category_id', 'id']
  ['classification_id', 'id']
  ['company_id']
  ['created']
  ['created_at']
  ['department_id']
  ['department_id', 'id']
  ['display_name']
  ['email']
  ['employee_number']
  ['expected_date']
  ['external_id']
  ['id']
  ['key']
  ['last_at']
  ['last_modified']
  ['manager_value']
  ['minutes', 'id']
  ['name']
  ['name_family_name']
  ['name_given_name']
  ['number']
  ['open_rotation_id', 'id']
  ['organization', 'id']
  ['organizer_id']
  ['owner_id']
  ['parent_id', 'id']
  ['position']
  ['project_id']
  ['queue_id', 'id']
  ['requester_email', 'id']
  ['requester_id', 'id']
  ['rotation_id', 'id']
  ['started_at', 'id']
  ['status', 'id']
  ['status_id', 'id']
  ['subject_type', 'subject_id', 'id']
  ['supplier_id']
  ['template_id', 'number']
  ['until']
  ['updated_at']
  ['uuid']
]

// ---- Cosmos DB: the containers as src/Hub.Storage/Cosmos/Account/ContainerLayout.cs makes them ----

resource cosmos 'Microsoft.DocumentDB/databaseAccounts@2024-05-15' = {
  name: '${prefix}-${suffix}'
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: [{ name: 'EnableServerless' }]
    // A hub reads what it has just written; Session is the weakest level that promises it.
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    locations: [{ locationName: location, failoverPriority: 0 }]
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    minimalTlsVersion: 'Tls12'
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: 'Continuous7Days' }
    }
  }

  resource hubDatabase 'sqlDatabases' = {
    name: database
    properties: { resource: { id: database } }

    resource core 'containers' = {
      name: 'core'
      properties: {
        resource: {
          id: 'core'
          partitionKey: { paths: ['/organizationId', '/partition'], kind: 'MultiHash', version: 2 }
          defaultTtl: -1
          indexingPolicy: {
            indexingMode: 'consistent'
            includedPaths: [
              { path: '/organizationId/?' }
              { path: '/partition/?' }
              { path: '/type/?' }
              { path: '/key/?' }
              { path: '/f/*' }
              { path: '/a/*' }
              { path: '/_ts/?' }
            ]
            excludedPaths: [{ path: '/*' }]
            compositeIndexes: map(
              sortedBy,
              fields =>
                map(
                  concat(['/organizationId', '/type'], map(fields, field => '/f/${field}'), ['/key']),
                  path => { path: path, order: 'ascending' }
                )
            )
          }
        }
      }
    }

    resource deliveries 'containers' = {
      name: 'deliveries'
      properties: {
        resource: {
          id: 'deliveries'
          partitionKey: { paths: ['/organizationId', '/subscriptionId'], kind: 'MultiHash', version: 2 }
          defaultTtl: -1
          indexingPolicy: {
            indexingMode: 'consistent'
            includedPaths: [
              { path: '/organizationId/?' }
              { path: '/subscriptionId/?' }
              { path: '/key/?' }
              { path: '/status/?' }
              { path: '/event/?' }
              { path: '/created/?' }
            ]
            excludedPaths: [{ path: '/*' }]
          }
        }
      }
    }

    resource leases 'containers' = {
      name: 'leases'
      properties: {
        resource: {
          id: 'leases'
          partitionKey: { paths: ['/id'], kind: 'Hash' }
        }
      }
    }
  }

  resource mayUseData 'sqlRoleAssignments' = {
    name: guid(cosmos.id, identity.id, cosmosDataContributor)
    properties: {
      principalId: identity.properties.principalId
      roleDefinitionId: '${cosmos.id}/sqlRoleDefinitions/${cosmosDataContributor}'
      scope: '${cosmos.id}/dbs/${database}'
    }
    dependsOn: [hubDatabase]
  }
}

// ---- Service Bus ----

resource serviceBus 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' = {
  name: '${prefix}-${suffix}'
  location: location
  sku: { name: serviceBusTier, tier: serviceBusTier }
  properties: {
    disableLocalAuth: true
    publicNetworkAccess: isQueuePrivate ? 'Disabled' : 'Enabled'
    minimumTlsVersion: '1.2'
  }

  resource deliveriesQueue 'queues' = {
    name: queue
    properties: {
      lockDuration: 'PT1M'
      // The hub counts attempts itself; a message that comes again and again is its own business.
      maxDeliveryCount: 2000
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: 'PT10M'
      maxSizeInMegabytes: 5120
    }
  }
}

// Of this queue alone. Owner of its data, not only sender and receiver: its depth is read from its description.
resource mayUseQueue 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(serviceBus::deliveriesQueue.id, identity.id, serviceBusDataOwner)
  scope: serviceBus::deliveriesQueue
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', serviceBusDataOwner)
  }
}

// ---- Blob Storage: attachments ----

resource blobs 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${prefix}${suffix}'
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'None' }
  }

  resource service 'blobServices' = {
    name: 'default'

    resource attachments 'containers' = {
      name: attachmentContainer
      properties: { publicAccess: 'None' }
    }
  }
}

resource mayUseAttachments 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(blobs::service::attachments.id, identity.id, blobDataContributor)
  scope: blobs::service::attachments
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
}

// ---- Key Vault ----

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${prefix}-${suffix}'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' }
    // Without this secret no subscription's secret can be read again.
    enablePurgeProtection: true
  }

  resource keyRing 'secrets' = {
    name: 'key-ring-secret'
    properties: { value: keyRingSecret }
  }

  resource firstToken 'secrets' = {
    name: 'bootstrap-token'
    properties: { value: bootstrapToken }
  }
}

// Each of the two secrets, and none that is put there later.
resource mayReadKeyRing 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::keyRing.id, identity.id, vaultSecretsUser)
  scope: vault::keyRing
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', vaultSecretsUser)
  }
}

resource mayReadFirstToken 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::firstToken.id, identity.id, vaultSecretsUser)
  scope: vault::firstToken
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', vaultSecretsUser)
  }
}

// ---- The image ----

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = if (!empty(registryName)) {
  name: registryName
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(registryName)) {
  name: guid(resourceGroup().id, registryName, identity.id, acrPull)
  scope: registry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
  }
}

// ---- The hubs ----

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${prefix}-${suffix}'
  location: location
  properties: {
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: { infrastructureSubnetId: network::hubSubnet.id }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
  }
}

// By Azure's own way, so that the workspace needs no key.
resource hubLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'hubs'
  scope: environment
  properties: {
    workspaceId: logs.id
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

resource hubs 'Microsoft.App/containerApps@2025-01-01' = {
  name: prefix
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      registries: empty(registryName) ? [] : [{ server: registry!.properties.loginServer, identity: identity.id }]
      ingress: { external: true, targetPort: 5080, transport: 'auto', allowInsecure: false }
      secrets: [
        { name: 'key-ring-secret', keyVaultUrl: vault::keyRing.properties.secretUri, identity: identity.id }
        { name: 'bootstrap-token', keyVaultUrl: vault::firstToken.properties.secretUri, identity: identity.id }
      ]
    }
    template: {
      // A hub that is told to stop finishes the requests under way: thirty seconds, and some for settling.
      terminationGracePeriodSeconds: 45
      containers: [
        {
          name: 'hub'
          image: '${image}@${imageDigest}'
          resources: { cpu: json('1.0'), memory: '2Gi' }
          env: concat(
            map(trustedProxies, (network, index) => { name: 'Hub__TrustedProxies__${index}', value: network }),
            [
              { name: 'Hub__PublicUrl', value: hubUrl }
              { name: 'Hub__DataPath', value: '/data' }
              { name: 'Hub__KeyRingSecret', secretRef: 'key-ring-secret' }
              { name: 'Hub__Bootstrap__Token', secretRef: 'bootstrap-token' }
              { name: 'Storage__Provider', value: 'Cosmos' }
              { name: 'Storage__Cosmos__Endpoint', value: cosmos.properties.documentEndpoint }
              { name: 'Storage__Cosmos__Database', value: database }
              { name: 'Storage__Cosmos__ManagedIdentityClientId', value: identity.properties.clientId }
              // The containers are made above, and the hub's identity may not make any.
              { name: 'Storage__Cosmos__CreateContainers', value: 'false' }
              { name: 'Queue__Provider', value: 'ServiceBus' }
              { name: 'Queue__ServiceBus__Namespace', value: '${serviceBus.name}.servicebus.windows.net' }
              { name: 'Queue__ServiceBus__Queue', value: queue }
              { name: 'Queue__ServiceBus__ManagedIdentityClientId', value: identity.properties.clientId }
              { name: 'Attachments__Provider', value: 'AzureBlobs' }
              { name: 'Attachments__AzureBlobs__Endpoint', value: blobs.properties.primaryEndpoints.blob }
              { name: 'Attachments__AzureBlobs__Container', value: attachmentContainer }
              { name: 'Attachments__AzureBlobs__ManagedIdentityClientId', value: identity.properties.clientId }
              { name: 'Attachments__AzureBlobs__CreateContainer', value: 'false' }
              { name: 'Delivery__EventsPerMinute', value: string(eventsPerMinute) }
            ]
          )
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }]
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/health/live', port: 5080 }
              periodSeconds: 2
              failureThreshold: 30
            }
            { type: 'Liveness', httpGet: { path: '/health/live', port: 5080 }, periodSeconds: 10 }
            { type: 'Readiness', httpGet: { path: '/health/ready', port: 5080 }, periodSeconds: 5 }
          ]
        }
      ]
      // Nothing of value: store, queue, attachments and keys are elsewhere.
      volumes: [{ name: 'data', storageType: 'EmptyDir' }]
      scale: {
        minReplicas: minHubs
        maxReplicas: maxHubs
        rules: [
          { name: 'requests', http: { metadata: { concurrentRequests: '100' } } }
          {
            name: 'deliveries'
            custom: {
              type: 'azure-servicebus'
              identity: identity.id
              metadata: {
                namespace: serviceBus.name
                queueName: queue
                messageCount: '500'
              }
            }
          }
        ]
      }
    }
  }
  dependsOn: [
    endpointNames
    mayPull
    mayReadFirstToken
    mayReadKeyRing
    mayUseAttachments
    mayUseQueue
    zoneLinks
    cosmos::mayUseData
    cosmos::hubDatabase::core
    cosmos::hubDatabase::deliveries
    cosmos::hubDatabase::leases
    serviceBus::deliveriesQueue
  ]
}

@description('Where the hub answers.')
output url string = hubUrl

@description('Who the hub is, for further role assignments.')
output identityClientId string = identity.properties.clientId
